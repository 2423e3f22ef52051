"""A member's calendar as its page shows it, and as a calendar program reads it."""

from network.calendar.queries.pages import coming

__all__ = ["coming"]
