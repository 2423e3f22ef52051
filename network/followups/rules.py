"""What is asked, when it falls due, and when the channel changes. Pure."""

from calendar import monthrange
from datetime import date
from typing import Final

SILENCES: Final = 3


def due_on(over_on: date, months: int) -> date:
    """So many months after the service was over, on the same day of the month or its last."""
    year, month = divmod(over_on.year * 12 + over_on.month - 1 + months, 12)
    return date(year, month + 1, min(over_on.day, monthrange(year, month + 1)[1]))


def changes_channel(number: int, *, asked: bool) -> bool:
    """With the reminder after the third silence; a link that somebody asked for is no reminder."""
    return not asked and number == SILENCES + 1
