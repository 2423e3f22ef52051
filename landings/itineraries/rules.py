"""Who plans an itinerary, and what on it cannot well be: pure checks over the items, each answered in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _
from geopy.distance import geodesic

from ground.places.public_holidays import holidays_of
from ground.places.zones import zone_named
from landings.itineraries.models import Item
from landings.placements.models import Landing, days_between
from landings.placements.rules import side_of
from network.members.models import Member

DAY = timedelta(days=1)
CITY_SPEED = 25
CITY = 40
LONG_SPEED = 90
MARGIN = timedelta(days=2)
MEETINGS = (Item.Kind.MEETING, Item.Kind.INTRODUCTION, Item.Kind.SHOW)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that cannot well be. `items` are the keys concerned; `sort` names the check."""

    sort: str
    items: tuple[int, ...]
    words: str


def may_plan(member: Member, landing: Landing) -> bool:
    """The firm and the host plan together; the programme and the commissioner look on."""
    return landing.cancelled_at is None and side_of(member, landing) in ("firm", "host")


def may_debrief(member: Member, item: Item, *, now: datetime) -> bool:
    """The firm says what came of a meeting."""
    return may_be_debriefed(item, now=now) and side_of(member, item.landing) == "firm"


def may_be_debriefed(item: Item, *, now: datetime) -> bool:
    """A meeting is looked back on once it has begun, unless it was cancelled before it was over."""
    return item.kind in MEETINGS and now >= item.starts_at and item.is_held


def travel_time(start: tuple[float, float], end: tuple[float, float]) -> timedelta:
    """Geodesic distance (WGS 84, geopy) at 25 km/h within 40 km, at 90 km/h beyond."""
    far = geodesic(start, end).km
    return timedelta(hours=far / (CITY_SPEED if far <= CITY else LONG_SPEED))


def conflicts(landing: Landing, items: Sequence[Item], closed: Iterable[date]) -> list[Conflict]:
    """Everything that cannot well be, in the order of the days. `items` stand and are in order of time."""
    found = [*_overlaps(items), *_rushes(items), *_closed(landing, items, set(closed)), *_outside(landing, items)]
    order = {item.pk: at for at, item in enumerate(items)}
    return sorted(found, key=lambda conflict: (order[conflict.items[0]], conflict.sort))


def _overlaps(items: Sequence[Item]) -> Iterator[Conflict]:
    """Two things at once; a desk day is a background against which meetings may stand."""
    solid = [item for item in items if item.kind not in (Item.Kind.DESK, Item.Kind.FREE)]
    for at, first in enumerate(solid):
        for other in solid[at + 1 :]:
            if other.starts_at >= first.ends_at:
                break
            words = _("“%(one)s” and “%(two)s” are at the same time.") % {"one": first.title, "two": other.title}
            yield Conflict("overlap", (first.pk, other.pk), words)


def _rushes(items: Sequence[Item]) -> Iterator[Conflict]:
    """Too little time to get from one place to the next."""
    placed = [item for item in items if item.spot and item.kind != Item.Kind.DESK]
    for first, other in pairwise(placed):
        between = other.starts_at - first.ends_at
        needed = travel_time(first.spot or (0, 0), other.spot or (0, 0))
        if timedelta(0) <= between < needed:
            words = _("From “%(one)s” to “%(two)s” takes about %(needed)s minutes; there are %(have)s.")
            minutes = {"needed": round(needed.total_seconds() / 60), "have": round(between.total_seconds() / 60)}
            yield Conflict("rush", (first.pk, other.pk), words % {"one": first.title, "two": other.title, **minutes})


def _closed(landing: Landing, items: Sequence[Item], closed: set[date]) -> Iterator[Conflict]:
    """Desk days when the house is closed or the hours are outside its own, and meetings on public holidays."""
    zone, site = zone_named(landing.site.time_zone), landing.site
    feasts = holidays_of(str(site.country), {item.starts_at.astimezone(zone).year for item in items})
    for item in items:
        start, end = item.starts_at.astimezone(zone), item.ends_at.astimezone(zone)
        if item.kind == Item.Kind.DESK and closed.intersection(days_between(start.date(), end.date() + DAY)):
            yield Conflict("closed", (item.pk,), _("%(site)s is closed that day.") % {"site": site.name})
        elif item.kind == Item.Kind.DESK and not (
            start.date() == end.date() and site.opens <= start.time() and end.time() <= site.closes
        ):
            hours = {"site": site.name, "opens": f"{site.opens:%H:%M}", "closes": f"{site.closes:%H:%M}"}
            yield Conflict("hours", (item.pk,), _("%(site)s is open from %(opens)s to %(closes)s.") % hours)
        if start.date() in feasts and item.kind in (Item.Kind.DESK, Item.Kind.MEETING, Item.Kind.INTRODUCTION):
            feast = {"day": feasts[start.date()], "title": item.title}
            yield Conflict("holiday", (item.pk,), _("“%(title)s” falls on a holiday: %(day)s.") % feast)


def _outside(landing: Landing, items: Sequence[Item]) -> Iterator[Conflict]:
    """Things before or after the stay, with two days for the journey on either side."""
    zone = zone_named(landing.site.time_zone)
    for item in items:
        day = item.starts_at.astimezone(zone).date()
        if not landing.starts_on - MARGIN <= day < landing.ends_on + MARGIN and item.kind != Item.Kind.PREPARATION:
            yield Conflict("outside", (item.pk,), _("“%(title)s” is outside the stay.") % {"title": item.title})
