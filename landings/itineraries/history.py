"""An itinerary's facts on the timeline of its landing."""

from django.utils.translation import gettext as _

from landings.itineraries.facts import ItemAdded, ItemDebriefed, ItineraryPlanned
from landings.placements.history import Line, tells
from realtime.streams import Event


@tells(ItineraryPlanned)
def planned(event: Event) -> Line:
    return Line(_("The days were planned"), icon="route", step="itinerary")


@tells(ItemAdded)
def added(event: Event) -> Line:
    return Line("", step="itinerary")


@tells(ItemDebriefed)
def debriefed(event: Event) -> Line:
    return Line(_("A meeting was looked back on"), icon="message-square-text")
