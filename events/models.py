"""The tables of events, gathered from its features."""

from events.booths import models as booths
from events.calendar import models as calendar
from events.chats import models as chats
from events.sessions import models as sessions
from events.shows import models as shows

__all__ = ["booths", "calendar", "chats", "sessions", "shows"]
