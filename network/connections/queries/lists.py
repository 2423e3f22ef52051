"""Whom a member knows, what stands between two, and which requests wait: as pages and programs show it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When, Window

from ground.tables import pages
from ground.tables.worded import Worded
from ground.web import page_keys
from ground.words.columns import name_key
from network.connections import rules
from network.connections.models import MemberConnection, MemberConnectionQuerySet
from network.connections.rules import Tie
from network.members.models import Member, MemberQuerySet, someone
from network.members.registry import beside, loading

PAGE: Final = 30
FACES: Final = 5
LONGEST: Final = 100
"""So much of a text is looked for."""
NEWEST: Final = "newest"
BY_NAME: Final = "name"


def known_by(member_id: int) -> QuerySet[Any, Any]:
    """The keys of those whom a member is connected with; a subquery of two indexes."""
    connected = MemberConnection.objects.connected()
    ways = (connected.filter(low=member_id).values("high_id"), connected.filter(high=member_id).values("low_id"))
    return ways[0].union(ways[1], all=True)


def mutual(one_id: int, other_id: int) -> MemberQuerySet:
    """Those whom both are connected with, by name."""
    both = Member.objects.here().filter(pk__in=known_by(one_id)).filter(pk__in=known_by(other_id))
    return both.order_by("folded_name", "pk")


def mutual_page(me: Member, other: Member, *, after: str = "") -> tuple[list[Member], str]:
    """A page of them as a list shows them, with the key after which the next begins; empty on the last."""
    rows = pages.behind(mutual(me.pk, other.pk).for_list(), "folded_name", page_keys.name_and_key(after))
    found, last = pages.page_of(rows, PAGE)
    return found, page_keys.behind(last.folded_name, last.pk) if last else ""


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between the reader and another: their request or connection, whom both know, and what is next."""

    other: Member
    tie: Tie
    found: MemberConnection | None
    mutual: list[Member]
    of_all: int
    again_at: datetime | None
    can_meet: bool

    @property
    def degree(self) -> int:
        """1 where they are connected, 2 where somebody knows both, 0 where nobody does."""
        return 1 if self.tie == Tie.CONNECTED else 2 if self.of_all else 0

    @property
    def more(self) -> int:
        """How many know both beside those whose faces are shown."""
        return self.of_all - len(self.mutual)

    @property
    def may_ask(self) -> bool:
        return self.can_meet and self.tie == Tie.NONE and self.again_at is None


def between(me: Member, other: Member, *, now: datetime) -> Between:
    found = MemberConnection.objects.between(me.pk, other.pk).first()
    both: list[Any] = list(mutual(me.pk, other.pk).annotate(of_all=Window(Count("pk")))[:FACES])
    return Between(
        other=other,
        tie=rules.tie_of(found, me.pk, now=now),
        found=found,
        mutual=both,
        of_all=both[0].of_all if both else 0,
        again_at=rules.asks_again_at(found, me.pk, now=now),
        can_meet=rules.may_ask(me, other, found, now=now),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """One of the reader's connections."""

    member: Member
    found: MemberConnection


@dataclass(frozen=True, slots=True)
class Knowing:
    """A page of them, with the key after which the next begins, empty on the last; and the text that was looked for."""

    rows: list[Known]
    next_key: str
    text: str = ""


def connections_of(me: Member, *, text: str = "", order: str = NEWEST, after: str = "") -> Knowing:
    """Those who are here, the newest connection first, or by name; of a text, those whose name holds it.

    The text may be as it was typed: what cannot be part of a name is left out of it.
    """
    text = " ".join(text.replace("\0", "").split())[:LONGEST]
    place = page_keys.name_and_key(after) if order == BY_NAME else page_keys.moment_and_key(after)
    asked: dict[str, Any] = {"member": me.pk, **(dict(zip(("value", "key"), place, strict=True)) if place else {})}
    if part := name_key(text):
        rows = list(_connected(order, PAGE + 1, **asked, part=part))
    else:
        rows = _worded(order, PAGE + 1).objects(**asked)
    found, last = pages.first_of(rows, PAGE)
    people = {one.pk: one for one in _PEOPLE.objects(keys=[one.other_of(me.pk) for one in found])}
    for parts in beside():
        parts.ask(people.values())()
    known = [Known(people[one.other_of(me.pk)], one) for one in found]
    return Knowing(known, _key_of(known[-1], order) if last else "", text)


_HERE: Final = {"is_active": True, "confirmed_at__isnull": False}


@cache
def _worded(order: str, most: int) -> Worded[MemberConnection]:
    return Worded(partial(_connected, order, most))


def _connected(
    order: str, most: int, *, member: int, value: Any = None, key: int | None = None, part: str = ""
) -> "QuerySet[MemberConnection]":
    """So many of them, behind this place."""
    here = {f"{side}__{name}": wanted for side in ("low", "high") for name, wanted in _HERE.items()}
    rows: QuerySet[Any] = MemberConnection.objects.connected().of(member).filter(**here)
    rows = rows.alias(other_name=_name_of_other(member))
    rows = rows.filter(other_name__contains=part) if part else rows
    column, newest_first = ("other_name", False) if order == BY_NAME else ("connected_at", True)
    rows = pages.behind(rows, column, None if key is None else (value, key), descending=newest_first)
    return rows.order_by(*(("-connected_at", "-pk") if newest_first else ("other_name", "pk")))[:most]


def _name_of_other(member: int) -> Case:
    return Case(When(low=member, then=F("high__folded_name")), default=F("low__folded_name"), output_field=CharField())


def _key_of(last: Known, order: str) -> str:
    connected_at = last.found.connected_at
    assert connected_at is not None  # they are connected
    return page_keys.behind(last.member.folded_name if order == BY_NAME else connected_at, last.found.pk)


_PEOPLE: Final = Worded(lambda keys: Member.objects.filter(pk__in=keys))


def requests_to(me: Member, *, now: datetime, before: int | None = None) -> MemberConnectionQuerySet:
    """What waits for the member's answer, the newest first."""
    rows = MemberConnection.objects.open(now).filter(asked=me, declined_at=None, asked_by__is_active=True)
    return _listed(rows, "asked_by", before)


def requests_by(me: Member, *, now: datetime, before: int | None = None) -> MemberConnectionQuerySet:
    """What the member has asked and may still be answered; what was declined is among it."""
    rows = MemberConnection.objects.open(now).filter(asked_by=me, asked__is_active=True)
    return _listed(rows, "asked", before)


def _listed(rows: MemberConnectionQuerySet, whom: str, before: int | None) -> MemberConnectionQuerySet:
    rows = rows.select_related(whom).prefetch_related(*loading(whom))
    return pages.older_than(rows, before).order_by("-pk")


@dataclass(frozen=True, slots=True)
class Counts:
    connections: int
    to_me: int
    by_me: int


def counts_of(me: Member, *, now: datetime) -> Counts:
    return Counts(_number(_HAS, member=me.pk), _number(_TO, member=me.pk, now=now), _number(_BY, member=me.pk, now=now))


def _number(counted: "Worded[tuple[int]]", **asked: Any) -> int:
    row = counted.first(**asked)
    return row[0] if row else 0


def _counted(rows: QuerySet[Any]) -> "QuerySet[Any, tuple[int]]":
    counted: QuerySet[Any, Any] = rows.order_by().annotate(all=Value("")).values("all").annotate(n=Count("pk"))
    return counted.values_list("n")


_HAS: Final = Worded(lambda member: _counted(MemberConnection.objects.connected().of(member)))
_TO: Final = Worded(lambda member, now: _counted(requests_to(someone(member), now=now)))
_BY: Final = Worded(lambda member, now: _counted(requests_by(someone(member), now=now)))
