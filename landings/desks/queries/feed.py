"""What the feed tells of landings: to the firm's people, the host's, the programme's and the commissioner; and of new
sites and desks, to whoever follows the house or its market.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from landings.grants.facts import ClaimPaid, GrantAwarded
from landings.hosts.facts import OfferPublished, SiteOpened
from landings.hosts.models import Site, SlotOffer
from landings.itineraries.facts import ItineraryPlanned
from landings.letters.facts import LetterDue, LetterSigned
from landings.placements.facts import (
    LandingCancelled,
    LandingClosed,
    LandingPlaced,
    LandingReturned,
    LandingStarted,
)
from landings.placements.models import Landing
from network.feed.registry import FeedSource
from network.following.queries import followed_markets, followed_organisations
from network.following.tellings import you_follow, you_follow_the_market
from network.members.models import Member

Streams = QuerySet[Any, Any]


def _streams_of(member: Member) -> Streams:
    return Landing.objects.visible_to(member).values("stream_id")


def _of_followed_hosts(member: Member) -> Streams:
    sites = Site.objects.visible_to(member).filter(host__in=followed_organisations(member))
    return _with_offers(member, sites)


def _in_followed_markets(member: Member) -> Streams:
    return _with_offers(member, Site.objects.visible_to(member).filter(country__in=followed_markets(member)))


def _with_offers(member: Member, sites: Streams) -> Streams:
    offers = SlotOffer.objects.visible_to(member).filter(site__in=sites.values("pk"))
    return sites.values("stream_id").union(offers.values("stream_id"), all=True)


LANDINGS = FeedSource(
    name="landings",
    facts=(
        LandingPlaced,
        LandingStarted,
        LandingReturned,
        LandingClosed,
        LandingCancelled,
        GrantAwarded,
        ClaimPaid,
        ItineraryPlanned,
        LetterDue,
        LetterSigned,
    ),
    streams_of=_streams_of,
    why=_("You take part in this landing"),
)

HOSTS = FeedSource("followed hosts", (SiteOpened, OfferPublished), _of_followed_hosts, you_follow("host"))
MARKETS = FeedSource(
    "desks in followed markets", (SiteOpened, OfferPublished), _in_followed_markets, you_follow_the_market
)
SOURCES = (LANDINGS, HOSTS, MARKETS)
