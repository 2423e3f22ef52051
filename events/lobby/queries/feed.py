"""What the feed tells of shows: to those registered, to booths' staff, to the organiser's people; and that there is
one, to whoever follows the organiser or the organiser's country. A show's own place is a time zone, and no market.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from events.booths.facts import BoothAssigned
from events.booths.models import BoothStaff
from events.sessions.facts import SessionCancelled, SessionMoved, SessionScheduled
from events.shows.facts import ShowAnnounced, ShowClosed, ShowOpened
from events.shows.models import Registration, Show
from network.feed.registry import FeedSource
from network.following.queries import followed_markets, followed_organisations
from network.following.tellings import you_follow, you_follow_the_market
from network.members.models import Member

Streams = QuerySet[Any, Any]


def _streams_of(member: Member) -> Streams:
    registered = Registration.objects.filter(member=member).values("show")
    exhibits = BoothStaff.objects.filter(member=member).values("booth__show")
    organises = Show.objects.organised_by(member).values("pk")
    here = Q(pk__in=registered) | Q(pk__in=exhibits) | Q(pk__in=organises)
    return Show.objects.visible_to(member).filter(here).values("stream_id")


def _of_followed_organisers(member: Member) -> Streams:
    return Show.objects.visible_to(member).filter(organiser__in=followed_organisations(member)).values("stream_id")


def _in_followed_markets(member: Member) -> Streams:
    there = Show.objects.visible_to(member).filter(organiser__country__in=followed_markets(member))
    return there.values("stream_id")


SHOWS = FeedSource(
    name="shows",
    facts=(ShowAnnounced, ShowOpened, ShowClosed, SessionScheduled, SessionMoved, SessionCancelled, BoothAssigned),
    streams_of=_streams_of,
    why=_("You are at this show"),
)

NEWS = (ShowAnnounced, ShowOpened)
ORGANISERS = FeedSource("followed organisers", NEWS, _of_followed_organisers, you_follow("organiser"))
MARKETS = FeedSource("shows in followed markets", NEWS, _in_followed_markets, you_follow_the_market)
SOURCES = (SHOWS, ORGANISERS, MARKETS)
