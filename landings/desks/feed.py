"""What the feed tells of landings: to the firm's people, the host's, the programme's and the commissioner."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from network.feed.sources import FeedSource, Line
from network.members.models import Member
from realtime.streams import Event


def _streams_of(member: Member) -> Iterable[int]:
    return Landing.objects.visible_to(member).values_list("stream_id", flat=True)


def _lines(events: list[Event]) -> dict[int, Line]:
    rows = Landing.objects.filter(stream__in={event.stream_id for event in events}).select_related("firm", "site")
    landings = {row.stream_id: row for row in rows}
    said = _said()
    return {event.pk: _line(said[event.fact], landings[event.stream_id]) for event in events}


def _line(said: tuple[Any, str], landing: Landing) -> Line:
    text, icon = said
    words = {"firm": landing.firm.name, "site": landing.site.name}
    return Line(text % words, reverse("landings:landing", args=[landing.pk]), icon=icon)


def _said() -> dict[str, tuple[str, str]]:
    return {
        "landing.placed": (_("%(firm)s lands at %(site)s: both have confirmed"), "plane-landing"),
        "landing.started": (_("%(firm)s has arrived at %(site)s"), "map-pin"),
        "landing.returned": (_("%(firm)s is back from %(site)s"), "house"),
        "landing.closed": (_("The landing of %(firm)s at %(site)s is closed"), "check"),
        "landing.cancelled": (_("The landing of %(firm)s at %(site)s was cancelled"), "x"),
        "grant.awarded": (_("A grant was awarded to the landing of %(firm)s at %(site)s"), "hand-coins"),
        "claim.paid": (_("A claim of %(firm)s for %(site)s was paid"), "banknote"),
        "itinerary.planned": (_("The days of %(firm)s at %(site)s are planned"), "route"),
        "letter.due": (_("The letter of %(firm)s about %(site)s is due"), "mail"),
        "letter.signed": (_("%(firm)s signed its letter about %(site)s"), "signature"),
    }


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
    lines=_lines,
    why=gettext_lazy("You take part in this landing"),
)
