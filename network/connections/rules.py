"""What stands between two, as one of them is to see it, and what that one may do about it. All of it is pure."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from network.connections.models import RESTS_FOR, MemberConnection
from network.members.models import Member

OPEN_AT_MOST: Final = 60
OPEN_AT_MOST_WHILE_NEW: Final = 10


class Tie(StrEnum):
    NONE = "none"
    ASKED = "asked"
    """I have asked them."""
    ASKS = "asks"
    """They ask me."""
    CONNECTED = "connected"


def tie_of(found: MemberConnection | None, member_id: int, *, now: datetime) -> Tie:
    """What this one of the two sees. Who asked sees a request stand until it lapses, though it be declined."""
    if found is None:
        return Tie.NONE
    if found.connected_at is not None:
        return Tie.CONNECTED
    if not found.is_open(now):
        return Tie.NONE
    if found.asked_by_id == member_id:
        return Tie.ASKED
    return Tie.NONE if found.declined_at else Tie.ASKS


def may_ask(member: Member, other: Member, found: MemberConnection | None, *, now: datetime) -> bool:
    """Whether `asks_again_at` lets them is another question: its answer is a day."""
    return _are_two(member, other) and tie_of(found, member.pk, now=now) in (Tie.NONE, Tie.ASKS)


def asks_again_at(found: MemberConnection | None, member_id: int, *, now: datetime) -> datetime | None:
    """From when on this one may ask the other; None where they may now.

    Whoever ended a connection may ask at once; the other rests, and so does who has asked before. A no, silence and a
    request that was withdrawn rest alike, so that the day tells nothing.
    """
    if found is None or tie_of(found, member_id, now=now) != Tie.NONE:
        return None
    if found.ended_at is not None:
        rested = None if found.ended_by_id == member_id else found.ended_at + RESTS_FOR
    else:
        rested = found.asked_at + RESTS_FOR if found.asked_by_id == member_id else None
    return rested if rested is not None and now < rested else None


def crosses(found: MemberConnection | None, member_id: int, *, now: datetime) -> bool:
    """Whether the other has a request open, to which asking is a yes: even one that was declined before."""
    return found is not None and found.is_open(now) and found.asked_by_id != member_id


def may_answer(member: Member, found: MemberConnection | None, *, now: datetime) -> bool:
    return member.is_active and tie_of(found, member.pk, now=now) == Tie.ASKS


def may_withdraw(member: Member, found: MemberConnection | None, *, now: datetime) -> bool:
    return member.is_active and tie_of(found, member.pk, now=now) == Tie.ASKED


def may_disconnect(member: Member, found: MemberConnection | None, *, now: datetime) -> bool:
    return member.is_active and tie_of(found, member.pk, now=now) == Tie.CONNECTED


def most_open(*, is_new: bool) -> int:
    """How many requests of one member may stand at once."""
    return OPEN_AT_MOST_WHILE_NEW if is_new else OPEN_AT_MOST


def _are_two(member: Member, other: Member) -> bool:
    return member.pk != other.pk and member.is_active and other.is_active and other.confirmed_at is not None
