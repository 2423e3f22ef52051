"""Sessions as their pages and calendars show them."""

from events.sessions.queries.agenda import (
    AgendaDay,
    Plans,
    Row,
    agenda_of,
    ahead_in,
    days_of,
    next_in,
    on_stage,
    plans_of,
    row_of,
    told_of_move,
)
from events.sessions.queries.calendar import session_entries, show_entries

__all__ = [
    "AgendaDay",
    "Plans",
    "Row",
    "agenda_of",
    "ahead_in",
    "days_of",
    "next_in",
    "on_stage",
    "plans_of",
    "row_of",
    "session_entries",
    "show_entries",
    "told_of_move",
]
