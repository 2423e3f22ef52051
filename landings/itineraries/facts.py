from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody


@fact("itinerary.planned")
@dataclass(frozen=True, slots=True, kw_only=True)
class ItineraryPlanned:
    landing_id: int
    items: int


@fact("itinerary.item_added")
@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded:
    item_id: int


@fact("itinerary.item_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanged:
    item_id: int


@fact("itinerary.item_cancelled")
@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCancelled:
    item_id: int


@fact("itinerary.debriefed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDebriefed:
    item_id: int
    met: str


lets_see(ItemAdded, ItemChanged, ItemCancelled, parties=("item_id",))
lets_see(ItineraryPlanned, parties=("landing_id", "items"))
told_to_nobody(ItemAdded, ItemChanged, ItemCancelled, because="the days show how they are now, and calendars follow")
