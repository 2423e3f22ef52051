"""Who is told of an organisation's life: whom it invites, by mail; its owners and managers, when somebody joins."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.members.models import Member
from network.organisations import rules
from network.organisations.facts import (
    InvitationRevoked,
    JoiningAsked,
    JoiningDropped,
    JoiningRefused,
    RoleChanged,
    StaffInvited,
    StaffJoined,
    StaffLeft,
)
from network.organisations.models import Invitation, Membership, Organisation
from network.organisations.rules import MANAGING
from network.organisations.tellings import ASKED, JOINED, LEFT, LET_IN, ROLE, TURNED_AWAY, role_in_words
from realtime.jobs import mail
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.streams import Event

declare(
    NoticeKind(
        JOINED,
        label=gettext_lazy("Somebody joins my organisation"),
    )
)
declare(
    NoticeKind(
        ROLE,
        label=gettext_lazy("My role in an organisation changes"),
    )
)
declare(
    NoticeKind(
        LEFT,
        label=gettext_lazy("I am taken off an organisation's staff"),
    )
)


declare_question(
    NoticeKind(
        ASKED,
        label=gettext_lazy("Somebody asks to join with a link that I sent to another address"),
    ),
    {
        StaffJoined: "member_id",
        JoiningRefused: "invitation_id",
        JoiningDropped: "invitation_id",
        InvitationRevoked: "invitation_id",
    },
)
declare(
    NoticeKind(
        LET_IN,
        label=gettext_lazy("I am let into an organisation"),
    )
)
declare(
    NoticeKind(
        TURNED_AWAY,
        label=gettext_lazy("I am not let into an organisation"),
    )
)


@on(StaffInvited)
def mail_invitation(event: Event) -> None:
    """The link by mail, in the language of the one who invites. Nothing goes out once it is withdrawn or used."""
    found = Invitation.objects.select_related("organisation", "invited_by")
    invitation = found.filter(pk=event.told.invitation_id).first()
    if invitation is None or rules.trouble(invitation, timezone.now()):
        return
    with translation.override(invitation.invited_by.language):
        words: dict[str, Any] = {
            "who": invitation.invited_by.name,
            "organisation": invitation.organisation.name,
            "role": role_in_words(invitation.role),
            "until": invitation.expires_at,
            "link": settings.SITE_URL + reverse("network:invitation", args=[invitation.token]),
        }
        mail.send_once(
            key=f"invitation-{invitation.pk}",
            to=invitation.email,
            subject=_("%(who)s asks you to join %(organisation)s on Kontor") % words,
            text=render_to_string("network/organisations/mail/invitation.txt", words),
            html=render_to_string("network/organisations/mail/invitation.html", words),
            now=event.at,
        )


@on(StaffJoined)
def tell_managers(event: Event) -> None:
    organisation = Organisation.objects.filter(stream=event.stream_id).first()
    who = Member.objects.filter(pk=event.told.member_id).first()
    if organisation is None or who is None:
        return
    managers = Membership.objects.filter(organisation=organisation, role__in=MANAGING)
    notify(
        managers.exclude(member=who).values_list("member_id", flat=True),
        kind=JOINED,
        event=event,
        params={"who": who.name, "organisation": organisation.name},
        path=reverse("network:staff", args=[organisation.slug]),
    )
    # Told to who was let in by another; nobody is told of what they did themselves.
    _tell_them(event, organisation, who.pk, LET_IN)


@on(JoiningAsked)
def tell_the_inviter(event: Event) -> None:
    """Who asked for somebody says whether this is them: they know whom they meant."""
    told = event.told
    found = Invitation.objects.select_related("organisation").filter(pk=told.invitation_id).first()
    who = Member.objects.filter(pk=told.member_id).first()
    if found is None or who is None:
        return
    notify(
        [found.invited_by_id],
        kind=ASKED,
        event=event,
        params={"who": who.name, "organisation": found.organisation.name, "email": found.email},
        path=reverse("network:staff", args=[found.organisation.slug]),
    )


@on(JoiningRefused)
def tell_who_asked(event: Event) -> None:
    organisation = Organisation.objects.filter(stream=event.stream_id).first()
    if organisation is not None:
        _tell_them(event, organisation, event.told.member_id, TURNED_AWAY)


def _tell_them(event: Event, organisation: Organisation, member_id: int, kind: str) -> None:
    params = {"organisation": organisation.name}
    path = reverse("network:organisation", args=[organisation.slug])
    notify([member_id], kind=kind, event=event, params=params, path=path)


@on(RoleChanged, StaffLeft)
def tell_whom_it_concerns(event: Event) -> None:
    organisation = Organisation.objects.filter(stream=event.stream_id).first()
    if organisation is None:
        return
    told = event.told
    kind = ROLE if isinstance(told, RoleChanged) else LEFT
    params = {"organisation": organisation.name, "role": getattr(told, "role", "")}
    path = reverse("network:organisation", args=[organisation.slug])
    notify([told.member_id], kind=kind, event=event, params=params, path=path)
