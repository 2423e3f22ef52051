"""Who may keep what: whoever reads it, for themselves. All of it is pure."""

from datetime import datetime, timedelta
from typing import Final

FURTHEST: Final = timedelta(days=5 * 366)


def may_remind_at(at: datetime | None, *, now: datetime) -> bool:
    """A reminder lies ahead, and not so far that nobody will remember why."""
    return at is None or now < at <= now + FURTHEST
