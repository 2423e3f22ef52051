"""Where a city lies: from a small table that needs no network, or from a geopy geocoder by setting.

The table is derived from GeoNames, CC BY 4.0 (its first line says what and when).
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from geopy.distance import great_circle
from geopy.exc import GeopyError

from ground.words.columns import name_key

TABLE: Final = Path(__file__).parent / "data" / "cities.csv"


@dataclass(frozen=True, slots=True)
class Found:
    """A place. `time_zone` is empty where the geocoder does not tell it."""

    name: str
    country: str
    latitude: float
    longitude: float
    time_zone: str = ""


def find(city: str, country: str = "") -> Found | None:
    """The city of this name, in the country where one is given; the largest of that name otherwise."""
    wanted = name_key(city)
    if not wanted:
        return None
    for found in _by_name().get(wanted, []):
        if not country or found.country == country:
            return found
    return _asked(city, country)


def find_all(city: str, country: str = "") -> list[Found]:
    """Every city of this name, in the country where one is given: there are two Suzhou in China."""
    found = [one for one in _by_name().get(name_key(city), []) if country in ("", one.country)]
    asked = _asked(city, country) if not found and city.strip() else None
    return [asked] if asked else found


def beside(place: Found) -> Found | None:
    """The nearest city of another name in its country, which tells it from those of the same name."""
    others = [one for one in _cities() if one.country == place.country and one.name != place.name]
    return min(others, key=lambda one: _apart(one, place), default=None)


def _apart(one: Found, other: Found) -> float:
    """In kilometres, by geopy's great circle: near enough to compare."""
    return float(great_circle((one.latitude, one.longitude), (other.latitude, other.longitude)).km)


def suggestions(begins: str, country: str = "", limit: int = 8) -> list[Found]:
    """Cities of the table whose name begins so."""
    wanted = name_key(begins)
    fitting = [found for found in _cities() if not country or found.country == country]
    return [found for found in fitting if wanted and name_key(found.name).startswith(wanted)][:limit]


def all_places() -> list[Found]:
    """Every city of the table, in its order."""
    return list(_cities())


@lru_cache(maxsize=1)
def _cities() -> list[Found]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [
            Found(row["name"], row["iso2"], float(row["latitude"]), float(row["longitude"]), row["time_zone"])
            for row in rows
        ]


@lru_cache(maxsize=1)
def _by_name() -> dict[str, list[Found]]:
    names: dict[str, list[Found]] = {}
    for found in _cities():
        names.setdefault(name_key(found.name), []).append(found)
    return names


@lru_cache(maxsize=512)
def _asked(city: str, country: str) -> Found | None:
    """From the geocoder named by the setting GEOCODER, if there is one. It being away is no error."""
    geocoder = _geocoder()
    if geocoder is None:
        return None
    try:
        place = geocoder.geocode(", ".join(filter(None, [city, country])), timeout=4)
    except GeopyError:
        return None
    return place and Found(city, country, place.latitude, place.longitude)


@lru_cache(maxsize=1)
def _geocoder() -> Any:
    """GEOCODER is the path of a geopy class, GEOCODER_OPTIONS its arguments."""
    path = getattr(settings, "GEOCODER", "")
    if not path:
        return None
    module, name = path.rsplit(".", 1)
    return getattr(import_module(module), name)(**getattr(settings, "GEOCODER_OPTIONS", {}))
