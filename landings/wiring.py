"""What landings registers when the program starts: what moves, who is told, what is held, and its clock."""

from landings.applications import live as applications_live
from landings.applications import notices as applications_notices
from landings.desks import feed as desks_feed
from landings.grants import live as grants_live
from landings.grants import notices as grants_notices
from landings.hosts import live as hosts_live
from landings.hosts import rules as hosts_rules
from landings.impact import tasks as impact_tasks
from landings.itineraries import history as itineraries_history
from landings.itineraries import live as itineraries_live
from landings.letters import history as letters_history
from landings.letters import live as letters_live
from landings.letters import notices as letters_notices
from landings.letters import tasks as letters_tasks
from landings.letters import verify as letters_verify
from landings.matching import live as matching_live
from landings.matching import notices as matching_notices
from landings.matching import tasks as matching_tasks
from landings.placements import history as placements_history
from landings.placements import live as placements_live
from landings.placements import notices as placements_notices
from landings.placements import rules as placements_rules
from landings.placements import tasks as placements_tasks
from landings.programmes import live as programmes_live
from network.feed import sources as feed_sources

feed_sources.register(desks_feed.source)
hosts_rules.hold_offers(placements_rules.counts_on)
