"""A calendar as its page shows it."""

from datetime import datetime

from network.calendar.registry import Entry


def coming(entries: list[Entry], now: datetime) -> list[Entry]:
    """What is not over yet, the soonest first."""
    return sorted((entry for entry in entries if entry.ends > now), key=lambda entry: (entry.begins, entry.uid))
