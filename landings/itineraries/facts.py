from dataclasses import dataclass

from realtime.facts import fact


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
