from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from ground.places.civil_time import first_moment
from ground.places.zones import zone_named
from landings.itineraries import rules
from landings.itineraries.models import Item
from landings.placements.models import Landing
from network.introductions.models import MeetingTime

SHORTLY = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with what stands against it."""

    item: Item
    conflicts: Sequence[rules.Conflict]


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """All days that hold something, what cannot well be, and the agreed meetings that are not on it yet."""

    days: Sequence[Day]
    conflicts: Sequence[rules.Conflict]
    meetings_to_take: int


def itinerary_of(landing: Landing) -> Itinerary:
    """The landing's days in the site's zone, in a fixed number of queries."""
    zone = zone_named(landing.site.time_zone)
    items = list(landing.items.standing().for_list())
    closed = landing.site.closures.values_list("day", flat=True)
    found = rules.conflicts(landing, items, closed)
    entries = [Entry(item, [c for c in found if item.pk in c.items]) for item in items]
    by_day = groupby(entries, key=lambda entry: entry.item.starts_at.astimezone(zone).date())
    days = [Day(on, list(of_day)) for on, of_day in by_day]
    return Itinerary(days, found, len(agreed_meetings(landing)))


def coming(landing: Landing, *, now: datetime) -> dict[str, Any]:
    """The next items that are not over, and how many there are in all."""
    standing = landing.items.standing().for_list()
    return {"items": list(standing.filter(ends_at__gt=now)[:SHORTLY]), "count": standing.count()}


def agreed_meetings(landing: Landing) -> list[MeetingTime]:
    """The firm's agreed meetings within the stay that the itinerary lacks."""
    zone = zone_named(landing.site.time_zone)
    start, end = first_moment(landing.starts_on, zone), first_moment(landing.ends_on, zone)
    rows = MeetingTime.objects.filter(introduction__firm=landing.firm_id, accepted_at__isnull=False)
    rows = rows.filter(starts_at__gte=start, starts_at__lt=end, itinerary_item=None)
    return list(rows.prefetch_related("introduction__sides__member").order_by("starts_at", "pk"))
