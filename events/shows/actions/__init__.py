"""What one can do with a show. Every write locks the show first: its hours, halls and places hang together."""

from events.shows.actions.halls import add_hall, change_hall
from events.shows.actions.hours import set_hours
from events.shows.actions.planning import MOST_DAYS, Plan, change_show, make_show
from events.shows.actions.states import announce, close, open_doors, turn_with_the_clock
from events.shows.actions.visits import register, unregister

__all__ = [
    "MOST_DAYS",
    "Plan",
    "add_hall",
    "announce",
    "change_hall",
    "change_show",
    "close",
    "make_show",
    "open_doors",
    "register",
    "set_hours",
    "turn_with_the_clock",
    "unregister",
]
