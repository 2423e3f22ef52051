"""What network registers when the program starts: what moves, who is told, and its clock."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.ui.navigation import EVERYBODY, Entry, Section, add_entries, add_sections
from network.bookmarks import desk as bookmarks_desk
from network.bookmarks import holdings as bookmarks_holdings
from network.bookmarks import live as bookmarks_live
from network.bookmarks import notices as bookmarks_notices
from network.bookmarks import tasks as bookmarks_tasks
from network.calendar import holdings as calendar_holdings
from network.calendar.registry import CalendarSource
from network.calendar.registry import register as register_calendar
from network.connections import actions as connections_actions
from network.connections import desk as connections_desk
from network.connections import holdings as connections_holdings
from network.connections import live as connections_live
from network.connections import notices as connections_notices
from network.connections import registry as suggestion_sources
from network.connections import tasks as connections_tasks
from network.connections.queries import candidates
from network.consents import holdings as consents_holdings
from network.consents import kinds as consent_kinds
from network.consents import signals as consents_arrivals
from network.consents import tellings as consents_tellings
from network.conversations import holdings as conversations_holdings
from network.conversations import live as conversations_live
from network.conversations import notices as conversations_notices
from network.conversations import tasks as conversations_tasks
from network.dealings import holdings as dealings_holdings
from network.dealings.kinds import DealingKind, Speech, add_kind
from network.desk import actions as desk_actions
from network.desk import holdings as desk_holdings
from network.desk import kinds as desk_kinds
from network.desk import tasks as desk_tasks
from network.directory import holdings as directory_holdings
from network.directory import registry as search_sources
from network.directory import tasks as directory_tasks
from network.directory.queries import found as searching
from network.feed import registry as feed_sources
from network.feed.queries.sources import SOURCES as FEED_SOURCES
from network.following import holdings as following_holdings
from network.following import live as following_live
from network.followups import tasks as followups_tasks
from network.forums import desk as forums_desk
from network.forums import holdings as forums_holdings
from network.forums import live as forums_live
from network.forums import notices as forums_notices
from network.forums import queries as forums_queries
from network.forums import tasks as forums_tasks
from network.introductions import desk as introductions_desk
from network.introductions import holdings as introductions_holdings
from network.introductions import live as introductions_live
from network.introductions import notices as introductions_notices
from network.introductions import queries as introductions_queries
from network.introductions import tasks as introductions_tasks
from network.introductions.models import Introduction
from network.members import live as members_live
from network.members import registry as members_registry
from network.members import signals as arrivals
from network.members import tellings as members_tellings
from network.messages import actions as messages_actions
from network.messages import desk as messages_desk
from network.messages import holdings as messages_holdings
from network.messages import live as messages_live
from network.messages import notices as messages_notices
from network.messages import queries as messages_queries
from network.messages import tasks as messages_tasks
from network.mydata import holdings as mydata_holdings
from network.mydata import live as mydata_live
from network.mydata import notices as mydata_notices
from network.mydata import registry as held
from network.mydata import tasks as mydata_tasks
from network.notices import live as notices_live
from network.notices import tellings as notices_tellings
from network.organisations import actions as organisations_actions
from network.organisations import desk as organisations_desk
from network.organisations import holdings as organisations_holdings
from network.organisations import live as organisations_live
from network.organisations import notices as organisations_notices
from network.organisations import registry as organisations_registry
from network.papers import holdings as papers_holdings
from network.recommendations import actions as recommendations_actions
from network.recommendations import desk as recommendations_desk
from network.recommendations import holdings as recommendations_holdings
from network.recommendations import live as recommendations_live
from network.recommendations import notices as recommendations_notices
from network.safety import holdings as safety_holdings
from network.safety import signals as safety_arrivals
from network.safety import tasks as safety_tasks
from network.signing import holdings as signing_holdings
from network.signing.queries import verify as signing_verify
from network.tokens import holdings as tokens_holdings
from network.tokens import tasks as tokens_tasks

__all__ = [
    "arrivals",
    "bookmarks_live",
    "bookmarks_notices",
    "bookmarks_tasks",
    "connections_notices",
    "connections_tasks",
    "consents_arrivals",
    "conversations_live",
    "conversations_notices",
    "conversations_tasks",
    "desk_actions",
    "desk_tasks",
    "directory_tasks",
    "followups_tasks",
    "forums_live",
    "forums_notices",
    "forums_tasks",
    "introductions_live",
    "introductions_notices",
    "introductions_tasks",
    "members_live",
    "members_tellings",
    "messages_notices",
    "messages_tasks",
    "mydata_live",
    "mydata_notices",
    "mydata_tasks",
    "notices_live",
    "organisations_live",
    "organisations_notices",
    "recommendations_notices",
    "safety_arrivals",
    "safety_tasks",
    "searching",
    "signing_verify",
    "tokens_tasks",
]

members_registry.when_blocked(lambda member_id, now: organisations_actions.end_with(member_id, now=now))
members_registry.when_blocked(lambda member_id, now: connections_actions.end_with(member_id, now=now))
members_registry.when_blocked(lambda member_id, now: messages_actions.end_with(member_id, now=now))
members_registry.when_blocked(lambda member_id, now: messages_actions.hand_over(member_id, now=now))
suggestion_sources.add_profile_step(messages_live.write_step)
members_registry.when_blocked(lambda member_id, now: recommendations_actions.end_with(member_id, now=now))
members_registry.add_to_profile(following_live.ON_PROFILE)
members_registry.add_to_profile(connections_live.ON_PROFILE)
members_registry.add_to_profile(recommendations_live.ON_PROFILE)
organisations_registry.add_to_page(following_live.ON_PAGE)
for suggestion_source in (*candidates.SOURCES, forums_queries.ON_THE_SAME_BOARDS):
    suggestion_sources.add_source(suggestion_source)

register_calendar(CalendarSource("meetings", introductions_queries.meeting_entries))
add_kind(
    DealingKind(
        name="meeting",
        label=_("A meeting"),
        allows=frozenset({Speech.RECOMMENDATION, Speech.RATING}),
        open_for=timedelta(days=180),
        read=introductions_queries.meeting_held,
        subjects=lambda: Introduction.objects.held().values_list("pk", flat=True),
    )
)

for source in FEED_SOURCES:
    feed_sources.register(source)

search_sources.register(
    search_sources.SearchSource(
        "forums", label=_("Forums"), find=forums_queries.find_posts, more=forums_queries.all_found
    )
)
search_sources.register(
    search_sources.SearchSource(
        "messages", label=_("Your conversations"), find=messages_queries.find_messages, more=messages_queries.all_found
    )
)

for group_kind in (*organisations_desk.GROUPS, *forums_desk.GROUPS):
    desk_kinds.add_group_kind(group_kind)
for name_kind in (*organisations_desk.NAMES, *forums_desk.NAMES):
    desk_kinds.add_name_kind(name_kind)
for work_source in (
    organisations_desk.SOURCE,
    forums_desk.SOURCE,
    introductions_desk.SOURCE,
    connections_desk.SOURCE,
    bookmarks_desk.SOURCE,
    messages_desk.SOURCE,
    recommendations_desk.SOURCE,
):
    desk_kinds.add_source(work_source)

for holdings in (
    tokens_holdings,
    signing_holdings,
    safety_holdings,
    papers_holdings,
    organisations_holdings,
    introductions_holdings,
    bookmarks_holdings,
    forums_holdings,
    following_holdings,
    dealings_holdings,
    messages_holdings,
    conversations_holdings,
    consents_holdings,
    connections_holdings,
    recommendations_holdings,
    calendar_holdings,
    desk_holdings,
):
    held.add(holdings.OWN)
for holdings_of_the_house in mydata_holdings.OWN:
    held.add(holdings_of_the_house)

for forgets in (
    mydata_holdings.forget_name,
    safety_holdings.forget_tries,
    organisations_holdings.forget_addresses,
    directory_holdings.forget_words,
    messages_holdings.take_leave,
):
    held.when_erased(forgets)
held.add_obstacles(organisations_holdings.last_owner_of)

for consent_kind in (*consents_tellings.OF_PAPERS, notices_tellings.OF_MAILS):
    consent_kinds.add_kind(consent_kind)

FOUND = ("network.directory", "network.members", "network.organisations")
add_sections(
    Section("home", pgettext_lazy("way in", "Home"), "house", rank=10),
    Section("talk", pgettext_lazy("way in", "Talk"), "messages-square", rank=20),
    Section("find", pgettext_lazy("way in", "Find"), "users-round", rank=30),
    Section("meet", pgettext_lazy("way in", "Meet"), "store", rank=40),
)
add_entries(
    Entry("home", _("Feed"), "network:feed", ("network.feed",), rank=10),
    Entry("talk", _("Forums"), "network:forums", ("network.forums",), rank=10, audience=EVERYBODY),
    Entry(
        "talk",
        _("Messages"),
        "network:conversations",
        ("network.messages", "network:line-menu"),
        rank=20,
        badge="ui/_messages_badge.html",
    ),
    Entry("talk", _("Introductions"), "network:introductions", ("network.introductions",), rank=30),
    Entry("talk", _("Bookmarks"), "network:bookmarks", ("network.bookmarks",), rank=40),
    # A visitor is asked to log in, and then taken there.
    Entry("find", _("Directory"), "network:directory", FOUND, rank=10, audience=EVERYBODY),
    Entry("find", _("Connections"), "network:connections", ("network.connections",), rank=15),
    Entry("find", _("Recommendations"), "network:recommendations", ("network.recommendations",), rank=16),
    Entry("find", _("Following"), "network:following", ("network.following",), rank=17),
    Entry("find", _("Search"), "network:search", ("network:search",), rank=20),
    Entry("find", _("Your organisations"), "network:organisations", ("network:organisations",), rank=30),
    Entry("meet", _("Calendar"), "network:calendar", ("network.calendar",), rank=20),
)
