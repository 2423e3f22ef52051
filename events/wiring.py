"""What events registers when the program starts: what moves, who is told, its calendars and its clock."""

from django.utils.translation import gettext_lazy as _

from events.booths import desk as booths_desk
from events.booths import holdings as booths_holdings
from events.booths import live as booths_live
from events.booths import notices as booths_notices
from events.booths import queries as booths_queries
from events.booths import tasks as booths_tasks
from events.chats import live as chats_live
from events.lobby.queries import companions as lobby_companions
from events.lobby.queries import feed as lobby_feed
from events.lobby.queries import found as lobby_finding
from events.sessions import holdings as sessions_holdings
from events.sessions import live as sessions_live
from events.sessions import notices as sessions_notices
from events.sessions import queries as sessions_queries
from events.shows import desk as shows_desk
from events.shows import holdings as shows_holdings
from events.shows import live as shows_live
from events.shows import notices as shows_notices
from events.shows import tasks as shows_tasks
from events.shows import tellings as shows_tellings
from ground.ui.navigation import EVERYBODY, Entry, add_entries
from network.calendar.registry import CalendarSource
from network.calendar.registry import register as register_calendar
from network.connections import registry as suggestion_sources
from network.consents import kinds as consent_kinds
from network.desk import kinds as desk_kinds
from network.directory import registry as search_sources
from network.feed import registry as feed_sources
from network.mydata import registry as held

__all__ = [
    "booths_live",
    "booths_notices",
    "booths_queries",
    "booths_tasks",
    "chats_live",
    "sessions_live",
    "sessions_notices",
    "sessions_queries",
    "shows_live",
    "shows_notices",
    "shows_tasks",
]

register_calendar(CalendarSource("duty", booths_queries.duty_entries))
register_calendar(CalendarSource("sessions", sessions_queries.session_entries))
for feed_source in lobby_feed.SOURCES:
    feed_sources.register(feed_source)
suggestion_sources.add_source(lobby_companions.AT_THE_SAME_SHOW)
for search_source in lobby_finding.SOURCES:
    search_sources.register(search_source)

for group_kind in booths_desk.GROUPS:
    desk_kinds.add_group_kind(group_kind)
for name_kind in shows_desk.NAMES:
    desk_kinds.add_name_kind(name_kind)
for work_source in (shows_desk.SOURCE, booths_desk.SOURCE):
    desk_kinds.add_source(work_source)

for holdings in (
    booths_holdings,
    sessions_holdings,
    shows_holdings,
):
    held.add(holdings.OWN)

held.add_obstacles(shows_holdings.to_come)
consent_kinds.add_kind(shows_tellings.OF_SHOWS)

# The messages of a room are met by views of conversations, which stand lower.
add_entries(
    Entry("meet", _("Shows"), "events:shows", ("events", "events:say", "events:line"), rank=10, audience=EVERYBODY)
)
