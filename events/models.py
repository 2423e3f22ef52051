"""The tables of events, gathered from its features."""

from events.booths import models as booths
from events.sessions import models as sessions
from events.shows import models as shows

__all__ = ["booths", "sessions", "shows"]
