"""Who may write to whom, and how. All of it is pure."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from network.conversations.models import Letterbox, Participant
from network.members.models import Member
from network.messages.models import RESTS_FOR, Exchange

WAIT_AT_MOST: Final = 30
WAIT_AT_MOST_WHILE_NEW: Final = 5


class Way(StrEnum):
    AT_ONCE = "at_once"
    """What is written is read as it comes."""
    FIRST = "first"
    """One message, which waits to be accepted."""
    NEVER = "never"


def way_to(member: Member, other: Member, *, takes: str, are_connected: bool) -> Way:
    """How one who has no conversation with another begins one."""
    if not are_two(member, other):
        return Way.NEVER
    if are_connected or takes == Letterbox.Takes.ANYONE:
        return Way.AT_ONCE
    return Way.FIRST if takes == Letterbox.Takes.FIRST else Way.NEVER


def is_open(found: Exchange | None) -> bool:
    """Whether the two have a conversation in which both write."""
    return found is not None and found.accepted_at is not None


def crosses(found: Exchange | None, member_id: int) -> bool:
    """Whether the other's first message stands, to which writing is a yes: even one that was declined before, and not
    one that was taken back.
    """
    if found is None or found.accepted_at is not None or found.begun_by_id == member_id:
        return False
    return found.first.taken_back_at is None


def writes_again_at(found: Exchange | None, member_id: int, *, now: datetime) -> datetime | None:
    """From when on whose first message was not accepted may write another; None where they may now.

    A no and silence rest alike, so that the day tells nothing.
    """
    if found is None or found.accepted_at is not None or found.begun_by_id != member_id:
        return None
    again_at = found.begun_at + RESTS_FOR
    return again_at if now < again_at else None


def may_answer(member: Member, found: Exchange) -> bool:
    """Accept or decline: who was written to, while it waits."""
    waits = found.accepted_at is None and found.declined_at is None
    return member.is_active and waits and member.pk == found.reader_id


def most_waiting(*, is_new: bool) -> int:
    """How many first messages of one member may wait at once."""
    return WAIT_AT_MOST_WHILE_NEW if is_new else WAIT_AT_MOST


def owns(member_id: int | None, here: Sequence[Participant]) -> bool:
    """`here` are those who take part in a group."""
    return any(one.member_id == member_id and one.owner_since for one in here)


def may_remove(member: Member, other_id: int, here: Sequence[Participant]) -> bool:
    """An owner, anybody but themselves: they leave."""
    return owns(member.pk, here) and member.pk != other_id


def heir_of(here: Sequence[Participant]) -> Participant | None:
    """Who is to own a group that has no owner: whoever is there for longest. Nobody, where it has one.

    Who is blocked can do nothing for it, and counts as one who is not there.
    """
    active = [one for one in here if one.member.is_active]
    if any(one.owner_since for one in active):
        return None
    return min(active, key=lambda one: (one.joined_at, one.pk), default=None)


def are_two(member: Member, other: Member) -> bool:
    return member.pk != other.pk and member.is_active and other.is_active and other.confirmed_at is not None
