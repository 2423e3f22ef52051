"""The tray by days, and what a member is told of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ground.tables.pages import first_of, older_than
from ground.tables.worded import Worded
from network.members.models import Member
from realtime import notices
from realtime.notices import MailHours, Muted, Notice, NoticeKind, Way
from realtime.notices.models import NoticeQuerySet
from realtime.notices.preferences import way_from

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
    page, last = first_of(_PAGE.objects(me=me.pk, unread_only=unread_only, before=before or None), PAGE)
    today = timezone.localdate(now)
    return {
        "today": today,
        "yesterday": today - timedelta(days=1),
        "days": list(_by_day(sorted(_rows(me, page), key=_moment, reverse=True))),
        "unread": notices.unread_count(me.pk),
        "before": before,
        "next_key": last.pk if last else 0,
        "newest": _LAST.first(me=me.pk) or 0,
        "unread_only": unread_only,
    }


def _newest(those: NoticeQuerySet) -> NoticeQuerySet:
    """Of what is about the same thing, the last."""
    return those.filter(~Exists(those.filter(about=OuterRef("about"), pk__gt=OuterRef("pk"))))


def _page(me: int, unread_only: bool, before: int | None) -> NoticeQuerySet:
    mine = Notice.objects.of(me)
    newest = _newest(mine.unread() if unread_only else mine).order_by("-id").select_related("event")
    return older_than(newest, before)[: PAGE + 1]


def _counted(me: int, about: list[str]) -> QuerySet[Notice, tuple[str, str, int, int, int]]:
    unread = Notice.objects.of(me).unread().filter(about__in=about).order_by()
    return unread.values_list("about", "kind").annotate(n=Count("pk"), first=Min("pk"), last=Max("pk"))


_PAGE: Final = Worded(_page)
_COUNTED: Final = Worded(_counted)
_OTHERS: Final[Worded[Notice]] = Worded(
    lambda keys: Notice.objects.filter(pk__in=keys).select_related("event").order_by("-id")
)
_LAST: Final[Worded[int]] = Worded(lambda me: Notice.objects.of(me).order_by("-id").values_list("pk", flat=True)[:1])


def _rows(me: Member, page: Sequence[Notice]) -> Iterator[Row]:
    """What has lost its cause since, and was not taken back yet, is left out: its words are nobody's any more."""
    words = notices.standing(page)
    counted = _COUNTED.objects(me=me.pk, about=sorted({notice.about for notice in page}))
    shown = {notice.pk for notice in page}
    last = {last for *_more, last in counted} - shown
    others = _OTHERS.objects(keys=sorted(last))
    for notice in (notice for notice in page if notice.pk in words):
        mine = [(n, first) for about, _kind, n, first, _last in counted if about == notice.about]
        yield Row(
            notice=notice,
            icon=notice.icon,
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
    for kind, medium in Muted.objects.filter(member=me.pk).values_list("kind", "medium"):
        muted.setdefault(kind, set()).add(medium)
    found: dict[str, list[Choice]] = {area: [] for area in AREAS}
    for one in notices.all_kinds():
        way = (said or {}).get(one.name) or way_from(one.name, muted.get(one.name, set())).value
        found[area_of(one.name)].append(Choice(one, way))
    return [(AREAS[area], kinds) for area, kinds in found.items() if kinds]


def quiet_hours(me: Member) -> dict[str, Any]:
    """As the form begins."""
    hours = MailHours.objects.filter(member=me.pk).first()
    return {"quiet_from": hours.quiet_from, "quiet_until": hours.quiet_until} if hours else {}
