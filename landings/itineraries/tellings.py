"""An itinerary's facts on the timeline of its landing."""

from django.utils.translation import gettext_lazy as _

from landings.itineraries.facts import ItemAdded, ItemDebriefed, ItineraryPlanned
from landings.placements.registry import does
from landings.placements.tellings import HISTORY, PLACE
from realtime.tellings import tells

tells(
    ItineraryPlanned,
    here=_("The days were planned"),
    on=(HISTORY,),
    away=_("The days of %(firm)s at %(site)s are planned"),
    icon="route",
    place=PLACE,
)
tells(ItemDebriefed, here=_("A meeting was looked back on"), on=(HISTORY,), icon="message-square-text")
does("itinerary", ItineraryPlanned)
does("itinerary", ItemAdded)
