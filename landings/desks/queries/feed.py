"""What the feed tells of landings: to the firm's people, the host's, the programme's and the commissioner."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from landings.grants.facts import ClaimPaid, GrantAwarded
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
from network.members.models import Member


def _streams_of(member: Member) -> QuerySet[Any, Any]:
    return Landing.objects.visible_to(member).values("stream_id")


source = FeedSource(
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
