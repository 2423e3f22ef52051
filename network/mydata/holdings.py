"""What the house itself holds of a member: who they are, their account, and what they were told."""

import json

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from ground.files.keeping import forget
from ground.web.idempotency import IdempotencyKey
from ground.words.renaming import renamed
from network.members.models import FORMER, Member, SpokenLanguage
from network.mydata.models import Closing, Export, ExportPart
from network.mydata.registry import OF_AN_OFFICE, Holding, Holdings, Leaver, Rows, emptied, gone
from realtime.jobs.mail import Mail
from realtime.notices.models import MailHours, Muted, Notice, Tray
from realtime.streams import Event


def _with_files(rows: Rows, _leaver: Leaver) -> None:
    for part in ExportPart.objects.filter(export__in=rows):
        forget(part.file)
    rows.delete()


def _unnamed(value: object, name: str) -> object:
    return renamed(value, name, FORMER) if isinstance(value, str) else value


def forget_name(leaver: Leaver) -> None:
    """Where their name or an address of theirs stands in what was told to others."""
    Mail.objects.filter(to__in=leaver.addresses).delete()
    about = ContentType.objects.get_for_model(Member)
    LogEntry.objects.filter(content_type=about, object_id=str(leaver.pk)).update(object_repr=FORMER)
    texts = Notice.objects.annotate(text=Cast("params", TextField()))
    named = texts.filter(Q(text__contains=leaver.name) | Q(text__contains=json.dumps(leaver.name)[1:-1]))
    for notice in named.iterator(chunk_size=500):
        notice.params = {key: _unnamed(value, leaver.name) for key, value in notice.params.items()}
        notice.save(update_fields=["params"])


PROFILE = Holdings(
    "profile",
    _("Your profile and account"),
    (
        Holding(
            Member,
            of=("pk",),
            name="member",
            gives=(
                "name",
                "email",
                "headline",
                "about",
                "country",
                "city",
                "time_zone",
                "language",
                "joined_at",
                "confirmed_at",
                "last_login",
            ),
            file="photo",
            stays=_("An empty place, without a name, that what stays belongs to."),
        ),
        Holding(SpokenLanguage, of=("member",), name="languages", gives=("language", "level"), goes=gone),
        Holding(EmailAddress, of=("user",), name="addresses", gives=("email", "verified", "primary"), goes=gone),
        Holding(
            Authenticator,
            of=("user",),
            name="second_steps_and_passkeys",
            gives=("type", "created_at", "last_used_at"),
            goes=gone,
        ),
        Holding(LogEntry, of=("user",), because="what somebody did as staff is the house's record", stays=OF_AN_OFFICE),
        Holding(
            Export,
            of=("member",),
            name="exports",
            gives=("asked_at", "made_at", "expires_at", "fetched_at"),
            goes=_with_files,
        ),
        Holding(
            Closing,
            of=("member",),
            name="closings",
            gives=("posts", "asked_at", "due_at", "taken_back_at"),
            goes=emptied(reason=""),
            stays=_("That an account was here, and when it was closed."),
        ),
        Holding(
            Closing, of=("by",), because="an act of the staff, or one's own, which is given above", stays=OF_AN_OFFICE
        ),
        Holding(
            Member.groups.through,
            of=("member",),
            because="nobody is put into groups: the house has offices in their place",
            goes=gone,
        ),
        Holding(
            Member.user_permissions.through,
            of=("member",),
            because="nobody is given permissions one by one",
            goes=gone,
        ),
        Holding(IdempotencyKey, of=("member",), because="keys of forms, which say nothing", goes=gone),
        Holding(
            Event,
            of=("actor",),
            because="facts hold keys, no words: what was done stands with the features",
            stays=_("The order in which things happened, without words and names."),
        ),
    ),
)
NOTICES = Holdings(
    "notices",
    _("What you were told"),
    (
        Holding(
            Notice,
            of=("recipient",),
            name="notices",
            label=_("notices"),
            gives=("kind", "params", "path", "at", "read_at"),
            goes=gone,
        ),
        Holding(Mail, of=("member",), name="mails", label=_("mails"), gives=("to", "subject", "sent_at"), goes=gone),
        Holding(Muted, of=("member",), name="muted", gives=("kind", "medium"), goes=gone),
        Holding(MailHours, of=("member",), name="quiet_hours", gives=("quiet_from", "quiet_until"), goes=gone),
        Holding(Tray, of=("member",), because="the number of a stream", stays=_("An empty stream, without a name.")),
    ),
)
OWN = (PROFILE, NOTICES)
