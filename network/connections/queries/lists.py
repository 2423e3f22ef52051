"""Whom a member knows, what stands between two, and which requests wait: as pages and programs show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, QuerySet, When, Window

from ground.tables import pages
from ground.web import page_keys
from ground.words.columns import name_key
from network.connections import rules
from network.connections.models import MemberConnection, MemberConnectionQuerySet
from network.connections.rules import Tie
from network.members.models import Member, MemberQuerySet
from network.members.registry import loading

PAGE: Final = 30
FACES: Final = 5
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
    """A page of them, with the key after which the next begins; empty on the last."""

    rows: list[Known]
    next_key: str


def connections_of(me: Member, *, text: str = "", order: str = NEWEST, after: str = "") -> Knowing:
    """Those who are here, the newest connection first, or by name; of a text, those whose name holds it."""
    here = {f"{side}__{name}": value for side in ("low", "high") for name, value in _HERE.items()}
    rows: QuerySet[Any] = MemberConnection.objects.connected().of(me.pk).filter(**here)
    rows = rows.annotate(other_name=_of_other("folded_name", me))
    if asked := name_key(text.replace("\0", "")):
        rows = rows.filter(other_name__contains=asked)
    found, last = pages.page_of(_in_order(rows, order, after), PAGE)
    people = Member.objects.for_list().in_bulk([one.other_of(me.pk) for one in found])
    return Knowing([Known(people[one.other_of(me.pk)], one) for one in found], _key_of(last, order))


_HERE: Final = {"is_active": True, "confirmed_at__isnull": False}


def _of_other(column: str, me: Member) -> Case:
    return Case(When(low=me.pk, then=F(f"high__{column}")), default=F(f"low__{column}"), output_field=CharField())


def _in_order(rows: QuerySet[Any], order: str, after: str) -> QuerySet[Any]:
    if order == BY_NAME:
        named = pages.behind(rows, "other_name", page_keys.name_and_key(after))
        return named.order_by("other_name", "pk")
    newest = pages.behind(rows, "connected_at", page_keys.moment_and_key(after), descending=True)
    return newest.order_by("-connected_at", "-pk")


def _key_of(last: Any, order: str) -> str:
    if last is None:
        return ""
    return page_keys.behind(last.other_name if order == BY_NAME else last.connected_at, last.pk)


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
    return Counts(
        MemberConnection.objects.connected().of(me.pk).count(),
        requests_to(me, now=now).order_by().count(),
        requests_by(me, now=now).order_by().count(),
    )
