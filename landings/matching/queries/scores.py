"""How well an offer suits an application: seven scores, each from 0 to 1, each with the figures that explain it.

Pure: no database, no clock. The weights are the programme's; what is hard (dates, sector, language, desks…) is
asked before, in `filters`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from geopy.distance import geodesic

from network.reasons.rules import Part, Reason, weigh

LEVELS: Final = ("A1", "A2", "B1", "B2", "C1", "C2")
ENOUGH_SHARED_HOURS: Final = 4.0
ENOUGH_MENTOR_HOURS: Final = 10.0
HALF_SCORE_KM: Final = 200.0
HOME_OPENS: Final = time(9)
HOME_CLOSES: Final = time(17)
# Sectors of `ground.words.sectors` that learn from one another. A sector may have several neighbourhoods.
NEIGHBOURS: Final = (
    frozenset({"software", "fintech", "telecoms", "security", "digital-media"}),
    frozenset({"creative", "digital-media", "education", "tourism"}),
    frozenset({"cleantech", "agritech", "ocean", "space", "engineering"}),
    frozenset({"engineering", "manufacturing", "architecture", "logistics"}),
    frozenset({"consulting", "legal", "public", "research"}),
    frozenset({"health", "research", "education"}),
)
DEFAULT_WEIGHTS: Final[Mapping[str, float]] = {
    "services": 3,
    "sector": 3,
    "place": 2,
    "hours": 2,
    "dates": 2,
    "language": 1,
    "mentors": 1,
}


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Request:
    """What the firm asks for. `languages` maps each language to its best CEFR level among who travels."""

    starts_on: date
    stay_days: int
    home_zone: str
    services: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    languages: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offering:
    """What the host's offer gives. Dates are half open."""

    starts_on: date
    ends_on: date
    country: str
    latitude: float
    longitude: float
    time_zone: str
    opens: time = HOME_OPENS
    closes: time = HOME_CLOSES
    shortest: int = 1
    longest: int = 366
    services: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    mentor_hours: float = 0


@dataclass(frozen=True, slots=True)
class Stay:
    """Days in half-open dates."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days


def stay_for(wish: Request, offering: Offering) -> Stay | None:
    """The days nearest to those wished for that the offer can hold, or None where even its shortest stay fails."""
    wanted = min(wish.stay_days, offering.longest)
    latest = offering.ends_on - timedelta(days=wanted)
    start = max(offering.starts_on, min(wish.starts_on, latest))
    end = min(start + timedelta(days=wanted), offering.ends_on)
    if (end - start).days < max(1, offering.shortest):
        return None
    return Stay(start, end)


def services(wish: Request, offering: Offering, stay: Stay) -> Reason:
    """The share of the services asked for that the site gives."""
    met, missing = sorted(wish.services & offering.services), sorted(wish.services - offering.services)
    value = len(met) / len(wish.services) if wish.services else 1.0
    return Reason("services", value, {"met": met, "missing": missing, "wanted": len(wish.services)})


def sector(wish: Request, offering: Offering, stay: Stay) -> Reason:
    """1 for a sector that the site names, 0.6 for a site open to all, 0.4 for a neighbouring sector (NEIGHBOURS)."""
    shared = sorted(wish.sectors & offering.sectors)
    near = sorted(theirs for theirs in offering.sectors if any(_are_near(ours, theirs) for ours in wish.sectors))
    figures = {"firm": sorted(wish.sectors), "site": sorted(offering.sectors), "shared": shared, "near": near}
    if shared:
        return Reason("sector", 1.0, figures)
    if not offering.sectors or not wish.sectors:
        return Reason("sector", 0.6, figures)
    return Reason("sector", 0.4 if near else 0.0, figures)


def place(wish: Request, offering: Offering, stay: Stay) -> Reason:
    """1 at the wanted place, halved for each 200 km by geodesic (WGS 84) distance from the nearest one."""
    if wish.places:
        near = min(wish.places, key=lambda wanted: distance_km(wanted, offering))
        km = distance_km(near, offering)
        return Reason("place", 0.5 ** (km / HALF_SCORE_KM), {"near": near.name, "km": round(km)})
    if wish.countries:
        hit = offering.country in wish.countries
        return Reason("place", float(hit), {"country": offering.country, "wanted": sorted(wish.countries)})
    return Reason("place", 1.0, {"open": True})


def hours(wish: Request, offering: Offering, stay: Stay) -> Reason:
    """Working hours a day that the site shares with home (09:00 to 17:00 there); four or more are full marks."""
    shared = shared_hours(wish.home_zone, offering, stay)
    figures = {"hours": round(shared, 1), "home": wish.home_zone, "site": offering.time_zone}
    return Reason("hours", min(1.0, shared / ENOUGH_SHARED_HOURS), figures)


def dates(wish: Request, offering: Offering, stay: Stay) -> Reason:
    """The share of the days wished for that the stay keeps."""
    end = wish.starts_on + timedelta(days=wish.stay_days)
    kept = max(0, (min(end, stay.ends_on) - max(wish.starts_on, stay.starts_on)).days)
    figures = {"kept": kept, "wanted": wish.stay_days, "shift": (stay.starts_on - wish.starts_on).days}
    return Reason("dates", kept / wish.stay_days if wish.stay_days else 0.0, figures)


def language(wish: Request, offering: Offering, stay: Stay) -> Reason:
    """The best level (CEFR, A1 to C2) in a language that the site works in; C1 is full marks."""
    shared = {name: level for name, level in wish.languages.items() if name in offering.languages}
    if not shared:
        return Reason("language", 0.0, {"language": "", "level": "", "site": sorted(offering.languages)})
    name = min(shared, key=lambda key: (-LEVELS.index(shared[key]), key))
    value = min(1.0, (LEVELS.index(shared[name]) + 1) / (LEVELS.index("C1") + 1))
    return Reason("language", value, {"language": name, "level": shared[name], "site": sorted(offering.languages)})


def mentors(wish: Request, offering: Offering, stay: Stay) -> Reason:
    """Hours of mentoring that come with the stay; ten or more are full marks."""
    value = min(1.0, max(0.0, offering.mentor_hours) / ENOUGH_MENTOR_HOURS)
    return Reason("mentors", value, {"hours": offering.mentor_hours})


SCORES: Final[Mapping[str, Callable[[Request, Offering, Stay], Reason]]] = {
    "services": services,
    "sector": sector,
    "place": place,
    "hours": hours,
    "dates": dates,
    "language": language,
    "mentors": mentors,
}


def shared_hours(home_zone: str, offering: Offering, stay: Stay) -> float:
    """Mean working hours a day in common over the stay's weekdays, by the zones' own rules on each date (DST too)."""
    days = [stay.starts_on + timedelta(days=n) for n in range(stay.days)]
    working = [day for day in days if day.weekday() < 5] or days
    if not working:
        return 0.0
    home, away = ZoneInfo(home_zone), ZoneInfo(offering.time_zone)
    return sum(_shared_on(day, home, away, offering) for day in working) / len(working)


def _shared_on(day: date, home: ZoneInfo, away: ZoneInfo, offering: Offering) -> float:
    """Hours of the site's day that fall into the home's working hours of the day before, the same or the next."""
    opens = datetime.combine(day, offering.opens, away)
    closes = datetime.combine(day, offering.closes, away)
    total = timedelta()
    for shift in (-1, 0, 1):
        there = day + timedelta(days=shift)
        starts = max(opens.timestamp(), datetime.combine(there, HOME_OPENS, home).timestamp())
        ends = min(closes.timestamp(), datetime.combine(there, HOME_CLOSES, home).timestamp())
        total += timedelta(seconds=max(0.0, ends - starts))
    return total / timedelta(hours=1)


def distance_km(wanted: Place, offering: Offering) -> float:
    return _geodesic_km(wanted.latitude, wanted.longitude, offering.latitude, offering.longitude)


@lru_cache(maxsize=4096)
def _geodesic_km(latitude: float, longitude: float, latitude_there: float, longitude_there: float) -> float:
    """On the WGS-84 ellipsoid. Cities and sites stay where they are, so the same pairs are asked again and again."""
    return float(geodesic((latitude, longitude), (latitude_there, longitude_there)).km)


def _are_near(one: str, other: str) -> bool:
    return any({one, other} <= group for group in NEIGHBOURS)


def assess(wish: Request, offering: Offering, stay: Stay, weights: Mapping[str, float] | None = None) -> list[Part]:
    """Every score of this pair, weighed; what the programme does not weigh weighs as Kontor does by itself. The sum of
    the points is the pair's score out of a hundred.
    """
    return weigh([score(wish, offering, stay) for score in SCORES.values()], {**DEFAULT_WEIGHTS, **(weights or {})})
