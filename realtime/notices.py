"""Notices: who is told. One row per (event, recipient), a live badge, and mail where the member wants it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import IntegrityError, models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from realtime import live, mail
from realtime.access import OWN, only
from realtime.facts import fact
from realtime.streams import Event, Living, open_stream, publish

UNSUBSCRIBE = "kontor.unsubscribe"


@fact("tray.noticed")
@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    notice_id: int


@fact("tray.read")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesRead:
    count: int


class Tray(Living):
    """A member's notices: the stream behind the badge."""

    member = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"tray of {self.member}"


class Notice(models.Model):
    recipient = models.BigIntegerField()
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=400)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "event"], name="realtime_notice_once")]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="realtime_notice_newest"),
            models.Index(fields=["recipient", "path"], name="realtime_notice_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"

    @property
    def sentence(self) -> str:
        """The notice in words, in the active language."""
        return _kinds[self.kind].sentence(self.params) if self.kind in _kinds else self.kind


class Muted(models.Model):
    """A member wants no notices of a kind by a channel: `tray` or `mail`."""

    member = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=[("tray", "tray"), ("mail", "mail")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind", "channel"], name="realtime_muted_once")]

    def __str__(self) -> str:
        return f"{self.member} mutes {self.kind} by {self.channel}"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """`sentence(params)` says it in the active language; `label` names the kind in preferences."""

    name: str
    label: str | Promise
    sentence: Callable[[dict[str, Any]], str]
    mail: bool = True


_kinds: dict[str, NoticeKind] = {}


def declare(kind: NoticeKind) -> None:
    if kind.name in _kinds:
        raise ValueError(f"two kinds of notice are called {kind.name}")
    _kinds[kind.name] = kind


def all_kinds() -> list[NoticeKind]:
    return [_kinds[name] for name in sorted(_kinds)]


def tray_of(member: int) -> Tray:
    """The member's tray, made when first needed."""
    trays = Tray.objects.select_related("stream").filter(member=member)
    tray = trays.first()
    if tray is None:
        try:
            with transaction.atomic():
                tray = Tray.objects.create(member=member, stream=open_stream("tray"))
        except IntegrityError:  # two first pages at once
            tray = trays.get()
    return tray


def unread_count(member: int) -> int:
    return Notice.objects.filter(recipient=member, read_at=None).count()


def notify(
    recipients: Iterable[int],
    *,
    kind: str,
    event: Event,
    params: dict[str, Any],
    path: str,
    now: datetime | None = None,
) -> list[Notice]:
    """Tell each recipient once for this event: tray row, live badge, mail. Call it from a reaction.

    `params` fill the kind's sentence; `path` is the exact place to go. The actor is not told of what they did.
    """
    wanted = sorted({member for member in recipients if member != event.actor})
    muted = set(Muted.objects.filter(member__in=wanted, kind=kind).values_list("member", "channel"))
    made = []
    for member in wanted:
        if (member, "tray") in muted:
            continue
        notice = _tell(member, kind, event, params, path, now or event.at)
        if notice and _kinds[kind].mail and (member, "mail") not in muted:
            _mail(notice)
        made += [notice] if notice else []
    return made


def _tell(member: int, kind: str, event: Event, params: dict[str, Any], path: str, now: datetime) -> Notice | None:
    values = {"kind": kind, "params": params, "path": path, "at": now}
    notice, new = Notice.objects.get_or_create(recipient=member, event=event, defaults=values)
    if not new:
        return None
    publish(Noticed(notice_id=notice.pk), to=tray_of(member).stream, by=None, at=now)
    return notice


def _mail(notice: Notice) -> None:
    member = get_user_model().objects.filter(pk=notice.recipient, is_active=True).first()
    if member is None:
        return
    with translation.override(getattr(member, "language", "") or settings.LANGUAGE_CODE):
        sentence = notice.sentence
        stop = settings.SITE_URL + reverse("network:unsubscribe", args=[unsubscribe_token(member.pk, notice.kind)])
        words = {
            "sentence": sentence,
            "link": settings.SITE_URL + notice.path,
            "preferences": settings.SITE_URL + reverse("network:preferences"),
            "stop": stop,
            "label": _kinds[notice.kind].label,
        }
        mail.send_once(
            key=f"notice-{notice.pk}",
            to=member.email,
            member=member.pk,
            subject=sentence,
            text=render_to_string("realtime/mail/notice.txt", words),
            html=render_to_string("realtime/mail/notice.html", words),
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
            now=notice.at,
        )


def unsubscribe_token(member: int, kind: str) -> str:
    """What stops mails of a kind without log-in (RFC 8058). It does no more, and does not expire."""
    return signing.dumps([member, kind], salt=UNSUBSCRIBE)


def unsubscribed_by(token: str) -> tuple[int, NoticeKind] | None:
    """The member and the kind that a token stops; None for a token that is not ours, or of a kind that is gone."""
    try:
        member, name = signing.loads(token, salt=UNSUBSCRIBE)
    except signing.BadSignature:
        return None
    kind = _kinds.get(name)
    return (member, kind) if kind else None


def mark_read(member: int, *, path: str | Iterable[str] | None = None, now: datetime) -> int:
    """Mark the member's notices as read: those that lead to a path or to one of several, or all.

    Call it inside a transaction.
    """
    unread = Notice.objects.filter(recipient=member, read_at=None)
    if path is not None:
        unread = unread.filter(path__in=[path] if isinstance(path, str) else list(path))
    count = unread.update(read_at=now)
    if count:
        publish(NoticesRead(count=count), to=tray_of(member).stream, by=member, at=now)
    return count


def _own_tray(member: int | None, stream_id: int) -> bool:
    return member is not None and Tray.objects.filter(member=member, stream=stream_id).exists()


def _own_trays(pairs: Collection[live.Pair]) -> set[live.Pair]:
    owners = Tray.objects.filter(stream__in=[stream for _member, stream in pairs]).values_list("member", "stream")
    return set(pairs) & set(owners)


live.register(live.StreamKind("tray", may_read=_own_tray, hold=_own_trays, who=only(member=OWN)))


@live.shows(Noticed, NoticesRead, in_="tray")
def badge(event: Event) -> list[live.Piece]:
    return [live.refresh("tray-badge")]
