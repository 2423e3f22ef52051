"""What somebody is told before they close their account: what goes, what stays and why, and what stands in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from network.members.models import Member
from network.mydata import rules
from network.mydata.models import WAITS_FOR, Closing
from network.mydata.registry import Words, all_holdings, obstacles_of


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a kind, and why they stay, where they do."""

    label: Words
    count: int
    why: Words = ""


def standing_closing(member_id: int) -> Closing | None:
    return Closing.objects.of(member_id).standing().first()


def closing_page(member: Member, now: datetime) -> dict[str, Any]:
    lines = list(_lines(member.pk))
    closing = standing_closing(member.pk)
    return {
        "closing": closing,
        "may_take_back": closing is not None and rules.may_take_back(member, closing),
        "may_close": rules.may_close(member, member),
        "obstacles": [] if closing and not closing.held_at else obstacles_of(member.pk, now),
        "goes": [line for line in lines if not line.why],
        "stays": [line for line in lines if line.why],
        "due_at": now + WAITS_FOR,
    }


def _lines(member_id: int) -> Iterator[Line]:
    """Of what is named in words, as far as there is some."""
    for holdings in all_holdings():
        for one in holdings.those:
            if one.label and (count := one.rows_of(member_id).count()):
                yield Line(one.label, count, one.stays)
