"""What events registers when the program starts: what moves, who is told, its calendars and its clock."""

from events.booths import live as booths_live
from events.booths import notices as booths_notices
from events.booths import queries as booths_queries
from events.booths import tasks as booths_tasks
from events.calendar import queries as calendar_sources
from events.chats import live as chats_live
from events.lobby import feed as lobby_feed
from events.lobby import finding as lobby_finding
from events.sessions import live as sessions_live
from events.sessions import notices as sessions_notices
from events.sessions import queries as sessions_queries
from events.shows import live as shows_live
from events.shows import notices as shows_notices
from events.shows import tasks as shows_tasks
from network.directory import sources as search_sources
from network.feed import sources as feed_sources

__all__ = [
    "booths_live",
    "booths_notices",
    "booths_queries",
    "booths_tasks",
    "calendar_sources",
    "chats_live",
    "sessions_live",
    "sessions_notices",
    "sessions_queries",
    "shows_live",
    "shows_notices",
    "shows_tasks",
]

feed_sources.register(lobby_feed.source)
for search_source in lobby_finding.SOURCES:
    search_sources.register(search_source)
