"""What landings registers when the program starts: what moves, who is told, what is held, and its clock."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.ui.navigation import EVERYBODY, Entry, Section, add_entries, add_sections
from landings.applications import actions as applications_actions
from landings.applications import desk as applications_desk
from landings.applications import holdings as applications_holdings
from landings.applications import live as applications_live
from landings.applications import notices as applications_notices
from landings.applications import tasks as applications_tasks
from landings.desks.queries import feed as desks_feed
from landings.grants import desk as grants_desk
from landings.grants import holdings as grants_holdings
from landings.grants import live as grants_live
from landings.grants import notices as grants_notices
from landings.grants.queries import verify as grants_verify
from landings.hosts import desk as hosts_desk
from landings.hosts import live as hosts_live
from landings.hosts import rules as hosts_rules
from landings.hosts import tellings as hosts_tellings
from landings.impact import tasks as impact_tasks
from landings.itineraries import desk as itineraries_desk
from landings.itineraries import holdings as itineraries_holdings
from landings.itineraries import live as itineraries_live
from landings.itineraries import tellings as itineraries_tellings
from landings.letters import desk as letters_desk
from landings.letters import live as letters_live
from landings.letters import notices as letters_notices
from landings.letters import tellings as letters_tellings
from landings.letters.queries import sealing as letters_sealing
from landings.letters.queries import service as letters_service
from landings.letters.queries import verify as letters_verify
from landings.matching import desk as matching_desk
from landings.matching import holdings as matching_holdings
from landings.matching import live as matching_live
from landings.matching import notices as matching_notices
from landings.matching import tasks as matching_tasks
from landings.matching.queries import verify as matching_verify
from landings.placements import desk as placements_desk
from landings.placements import holdings as placements_holdings
from landings.placements import live as placements_live
from landings.placements import notices as placements_notices
from landings.placements import queries as placements_queries
from landings.placements import rules as placements_rules
from landings.placements import tasks as placements_tasks
from landings.placements import tellings as placements_tellings
from landings.placements.models import Landing
from landings.programmes import desk as programmes_desk
from landings.programmes import holdings as programmes_holdings
from landings.programmes import live as programmes_live
from network.dealings.kinds import DealingKind, Speech, add_kind
from network.desk import kinds as desk_kinds
from network.feed import registry as feed_sources
from network.members import registry as members_registry
from network.mydata import registry as held

placements_live.follow()
members_registry.when_blocked(lambda member_id, now: applications_actions.hand_back(member_id, now=now))
for feed_source in desks_feed.SOURCES:
    feed_sources.register(feed_source)
hosts_rules.hold_offers(placements_rules.counts_on)
for group_kind in programmes_desk.GROUPS:
    desk_kinds.add_group_kind(group_kind)
for name_kind in (*programmes_desk.NAMES, *hosts_desk.NAMES, *itineraries_desk.NAMES):
    desk_kinds.add_name_kind(name_kind)
for work_source in (
    applications_desk.SOURCE,
    matching_desk.ANSWERS,
    matching_desk.PROPOSALS,
    placements_desk.SOURCE,
    *grants_desk.SOURCES,
    letters_desk.SOURCE,
    itineraries_desk.SOURCE,
):
    desk_kinds.add_source(work_source)
desk_kinds.follow_too(*placements_desk.MATCHED_ANEW)
add_kind(
    DealingKind(
        name="stay",
        label=_("A stay"),
        allows=frozenset({Speech.RECOMMENDATION, Speech.RATING, Speech.DISPUTE}),
        open_for=timedelta(days=365),
        read=placements_queries.stay_had,
        subjects=lambda: Landing.objects.over().values_list("pk", flat=True),
    )
)

for holdings in (
    applications_holdings,
    grants_holdings,
    itineraries_holdings,
    matching_holdings,
    placements_holdings,
    programmes_holdings,
):
    held.add(holdings.OWN)

for stands_in_the_way in (
    programmes_holdings.last_officer_of,
    applications_holdings.open_with,
    grants_holdings.open_with,
    placements_holdings.under_way,
):
    held.add_obstacles(stands_in_the_way)

add_sections(Section("land", pgettext_lazy("way in", "Land"), "plane-landing", rank=50))
add_entries(
    Entry("home", _("My desk"), "landings:desk", ("landings.desks",), rank=20),
    Entry(
        "land",
        _("Programmes"),
        "landings:home",
        ("landings:home", "landings.programmes", "landings.impact"),
        rank=10,
        audience=EVERYBODY,
    ),
    Entry("land", _("Your applications"), "landings:applications", ("landings.applications",), rank=20),
    Entry(
        "land",
        _("Landings"),
        "landings:landings",
        ("landings.placements", "landings.grants", "landings.itineraries", "landings.letters"),
        rank=30,
    ),
    Entry("land", _("Sites"), "landings:sites", ("landings.hosts", "landings.matching"), rank=40),
)
