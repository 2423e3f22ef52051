"""How often somebody may ask for all of it, and how much is made."""

from datetime import datetime, timedelta
from typing import Final

from network.members.models import Member
from network.members.rules import may_block
from network.mydata.models import Closing, Export

A_WEEK: Final = timedelta(days=7)
MOST_A_WEEK: Final = 3
GIVEN_UP_AFTER: Final = timedelta(days=1)
LARGEST_PART: Final = 20 * 1024 * 1024
"""Bytes of what is packed into one archive: so much is in memory at once, and so much a browser fetches at once."""
MOST_PARTS: Final = 100
"""What would be more (2 GB) is not made here: whoever runs the site hands it over in another way."""


def asks_again_at(asked: list[datetime], now: datetime) -> datetime | None:
    """From when on one more may be asked for; None where that is now. `asked`: when the last ones were."""
    lately = sorted(at for at in asked if at > now - A_WEEK)
    return lately[-MOST_A_WEEK] + A_WEEK if len(lately) >= MOST_A_WEEK else None


def may_fetch(export: Export, member_id: int, now: datetime) -> bool:
    """Its owner alone, as long as it is there."""
    is_there = export.state == "made" and export.expires_at is not None and now < export.expires_at
    return export.member_id == member_id and is_there


def may_delete(export: Export, member_id: int) -> bool:
    return export.member_id == member_id and export.state == "made"


def may_close(by: Member, member: Member) -> bool:
    """Everybody their own account; another's whoever may block them. Staff give their office back first."""
    if by.pk == member.pk:
        return by.is_active and not member.is_staff
    return may_block(by, member) and not member.is_staff


def may_take_back(by: Member, closing: Closing) -> bool:
    """Whose account it is, where they began it themselves."""
    return by.is_active and closing.member_id == by.pk == closing.by_id
