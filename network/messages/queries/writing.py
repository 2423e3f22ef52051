"""How one writes to another, and which first messages wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from ground.tables.pages import older_than
from network.connections.models import MemberConnection
from network.connections.queries import known_by
from network.conversations.models import Letterbox
from network.members.models import Member
from network.messages import rules
from network.messages.models import Exchange, ExchangeQuerySet
from network.messages.rules import Way

OFFERED: Final = 500


@dataclass(frozen=True, slots=True)
class Writing:
    """What writing to another would be now. `open_id` is the conversation that the two have; `again_at` the day from
    which one may write again whose first message was not accepted.
    """

    other: Member
    way: Way
    open_id: int | None
    again_at: datetime | None
    crosses: bool

    @property
    def is_offered(self) -> bool:
        return self.open_id is not None or self.crosses or (self.way != Way.NEVER and self.again_at is None)


def writing_to(me: Member, other: Member, *, now: datetime) -> Writing:
    found = Exchange.objects.between(me.pk, other.pk).select_related("first").first()
    way = way_between(me, other)
    return Writing(
        other=other,
        way=way,
        open_id=found.conversation_id if found is not None and rules.is_open(found) else None,
        again_at=None if way == Way.AT_ONCE else rules.writes_again_at(found, me.pk, now=now),
        crosses=rules.crosses(found, me.pk) and rules.are_two(me, other),
    )


def way_between(me: Member, other: Member) -> Way:
    takes = takes_of(other.pk)
    connected = MemberConnection.objects.between(me.pk, other.pk).connected().exists()
    return rules.way_to(me, other, takes=takes, are_connected=connected)


def takes_of(member_id: int) -> str:
    """Whose words the member takes at once."""
    chosen = Letterbox.objects.filter(member=member_id).values_list("takes", flat=True).first()
    return chosen or Letterbox.Takes.FIRST.value


def requests_to(me: Member, *, before: int | None = None) -> ExchangeQuerySet:
    """First messages that wait for the member, the newest first."""
    return older_than(Exchange.objects.to(me).for_list(), before)


def may_be_brought(me: Member, people: Collection[int]) -> set[int]:
    """Which of these a member may bring into a group: their connections, and who takes messages from anyone."""
    connected = MemberConnection.objects.connected().of(me.pk)
    known = {one.other_of(me.pk) for one in connected.filter(Q(low__in=people) | Q(high__in=people))}
    open_ones = Letterbox.objects.filter(member__in=people, takes=Letterbox.Takes.ANYONE)
    return {*known, *open_ones.values_list("member_id", flat=True)} & set(people)


def connections_to_bring(me: Member, *, but: Collection[int] = ()) -> list[tuple[int, str]]:
    """Those whom a page offers: connections who are here, by name."""
    known = Member.objects.here().filter(pk__in=known_by(me.pk)).exclude(pk__in=but)
    rows = known.order_by("folded_name", "pk").values_list("pk", "name", "headline")[:OFFERED]
    return [(pk, f"{name}, {headline}" if headline else name) for pk, name, headline in rows]
