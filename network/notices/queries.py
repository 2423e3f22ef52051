"""The tray by days, and what a member is told of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.members.models import Member
from realtime import notices
from realtime.notices import Muted, Notice, NoticeKind

PAGE = 40
AREAS: dict[str, str | Promise] = {
    "introductions": _("Introductions and conversations"),
    "forums": _("Forums"),
    "shows": _("Shows"),
    "landings": _("Landings"),
    "organisations": _("Organisations"),
}
AREA_OF = {
    "introduction": "introductions",
    "introductions": "introductions",
    "conversation": "introductions",
    "forums": "forums",
    "shows": "shows",
    "sessions": "shows",
    "booths": "shows",
    "organisations": "organisations",
}
ICONS = {
    "introductions": "handshake",
    "forums": "messages-square",
    "shows": "store",
    "landings": "plane-landing",
    "organisations": "building-2",
}


@dataclass(frozen=True, slots=True)
class Row:
    notice: Notice
    icon: str


def tray(me: Member, now: datetime, *, before: int = 0, unread_only: bool = False) -> dict[str, Any]:
    """A page of notices by day, newest first. Who is told late, after a fault, still finds it under its day."""
    mine = Notice.objects.filter(recipient=me.pk).order_by("-id")
    shown = mine.filter(read_at=None) if unread_only else mine
    rows = list((shown.filter(pk__lt=before) if before else shown)[: PAGE + 1])
    page = rows[:PAGE]
    today = timezone.localdate(now)
    return {
        "today": today,
        "yesterday": today - timedelta(days=1),
        "days": list(_by_day(sorted(page, key=_moment, reverse=True))),
        "unread": notices.unread_count(me.pk),
        "before": before,
        "next_key": page[-1].pk if len(rows) > PAGE else 0,
        "newest": mine.values_list("pk", flat=True).first() or 0,
        "unread_only": unread_only,
    }


def _moment(notice: Notice) -> tuple[datetime, int]:
    return notice.at, notice.pk


def _by_day(rows: list[Notice]) -> Iterator[tuple[date, list[Row]]]:
    for day, those in groupby(rows, key=lambda notice: timezone.localtime(notice.at).date()):
        yield day, [Row(notice, ICONS[area_of(notice.kind)]) for notice in those]


def newer_than(me: Member, key: int) -> int:
    return Notice.objects.filter(recipient=me.pk, pk__gt=key).count()


def area_of(kind: str) -> str:
    """Kinds are named feature.fact; a feature that no other area claims is of the landings, which have the most."""
    return AREA_OF.get(kind.partition(".")[0], "landings")


@dataclass(frozen=True, slots=True)
class Choice:
    kind: NoticeKind
    tray: bool
    mail: bool


def choices(me: Member) -> list[tuple[str | Promise, list[Choice]]]:
    """What there is to be told of, by area, with what this member wants."""
    muted = set(Muted.objects.filter(member=me.pk).values_list("kind", "channel"))
    found: dict[str, list[Choice]] = {area: [] for area in AREAS}
    for kind in notices.all_kinds():
        wants = {channel: (kind.name, channel) not in muted for channel in ("tray", "mail")}
        found[area_of(kind.name)].append(Choice(kind, wants["tray"], wants["mail"] and kind.mail))
    return [(AREAS[area], kinds) for area, kinds in found.items() if kinds]
