"""The tray by days, and what a member is told of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.members.models import Member
from realtime import notices
from realtime.notices import MailHours, Muted, Notice, NoticeKind, Way
from realtime.notices.models import NoticeQuerySet
from realtime.notices.wishes import way_from

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
    """A line of the tray: the newest of what is about one thing, its words, how many are unread, where to go on.

    `besides` says what else there is, in a sentence for each other kind: nobody overlooks a mention among replies.
    """

    notice: Notice
    icon: str
    words: str
    unread: int
    go: int
    besides: list[str]


def tray(me: Member, now: datetime, *, before: int = 0, unread_only: bool = False) -> dict[str, Any]:
    """A page of lines by day, newest first. Who is told late, after a fault, still finds it under its day."""
    mine = Notice.objects.of(me.pk)
    newest = _newest(mine.unread() if unread_only else mine).order_by("-id").select_related("event")
    rows = list((newest.filter(pk__lt=before) if before else newest)[: PAGE + 1])
    page = rows[:PAGE]
    today = timezone.localdate(now)
    return {
        "today": today,
        "yesterday": today - timedelta(days=1),
        "days": list(_by_day(sorted(_rows(me, page), key=_moment, reverse=True))),
        "unread": notices.unread_count(me.pk),
        "before": before,
        "next_key": page[-1].pk if len(rows) > PAGE else 0,
        "newest": mine.order_by("-id").values_list("pk", flat=True).first() or 0,
        "unread_only": unread_only,
    }


def _newest(those: NoticeQuerySet) -> NoticeQuerySet:
    """Of what is about the same thing, the last."""
    return those.filter(~Exists(those.filter(about=OuterRef("about"), pk__gt=OuterRef("pk"))))


def _rows(me: Member, page: Sequence[Notice]) -> Iterator[Row]:
    """What has lost its cause since, and was not taken back yet, is left out: its words are nobody's any more."""
    words = notices.standing(page)
    unread = Notice.objects.of(me.pk).unread().filter(about__in={notice.about for notice in page})
    counted = list(unread.values_list("about", "kind").annotate(n=Count("pk"), first=Min("pk"), last=Max("pk")))
    shown = {notice.pk for notice in page}
    others = list(Notice.objects.filter(pk__in={last for *_more, last in counted} - shown).order_by("-id"))
    for notice in (notice for notice in page if notice.pk in words):
        mine = [(n, first) for about, _kind, n, first, _last in counted if about == notice.about]
        yield Row(
            notice=notice,
            icon=ICONS[area_of(notice.kind)],
            words=words[notice.pk],
            unread=sum(n for n, _first in mine),
            go=min((first for _n, first in mine), default=notice.pk),
            besides=[o.sentence for o in others if o.about == notice.about and o.kind != notice.kind],
        )


def _moment(row: Row) -> tuple[datetime, int]:
    return row.notice.at, row.notice.pk


def _by_day(rows: Sequence[Row]) -> Iterator[tuple[date, list[Row]]]:
    for day, those in groupby(rows, key=lambda row: timezone.localtime(row.notice.at).date()):
        yield day, list(those)


def newer_than(me: Member, key: int) -> int:
    return Notice.objects.of(me.pk).filter(pk__gt=key).values("about").distinct().count()


def area_of(kind: str) -> str:
    """Kinds are named feature.fact; a feature that no other area claims is of the landings, which have the most."""
    return AREA_OF.get(kind.partition(".")[0], "landings")


def offered(kind: NoticeKind) -> list[Way]:
    return list(Way) if kind.mail else [Way.TRAY, Way.NONE]


@dataclass(frozen=True, slots=True)
class Choice:
    kind: NoticeKind
    way: str

    @property
    def ways(self) -> list[Way]:
        return offered(self.kind)


def choices(me: Member, said: Mapping[str, str] | None = None) -> list[tuple[str | Promise, list[Choice]]]:
    """What there is to be told of, by area, with how this member is, or has just said they wish to be."""
    muted: dict[str, set[str]] = {}
    for kind, channel in Muted.objects.filter(member=me.pk).values_list("kind", "channel"):
        muted.setdefault(kind, set()).add(channel)
    found: dict[str, list[Choice]] = {area: [] for area in AREAS}
    for one in notices.all_kinds():
        way = (said or {}).get(one.name) or way_from(one.name, muted.get(one.name, set())).value
        found[area_of(one.name)].append(Choice(one, way))
    return [(AREAS[area], kinds) for area, kinds in found.items() if kinds]


def quiet_hours(me: Member) -> dict[str, Any]:
    """As the form begins."""
    hours = MailHours.objects.filter(member=me.pk).first()
    return {"quiet_from": hours.quiet_from, "quiet_until": hours.quiet_until} if hours else {}
