"""Cities are found without a network, and by a geocoder where one is set."""

import pytest
from geopy.exc import GeocoderTimedOut
from geopy.location import Location
from geopy.point import Point

from ground.places import gazetteer


class Atlas:
    """A geocoder that knows one village, and fails for another."""

    def __init__(self, village):
        self.village = village

    def geocode(self, query, timeout):
        if query == "Nowhere, NL":
            raise GeocoderTimedOut
        return Location(self.village, Point(53.4, 6.2), {}) if query == f"{self.village}, NL" else None


@pytest.fixture
def atlas(settings):
    settings.GEOCODER = f"{__name__}.Atlas"
    settings.GEOCODER_OPTIONS = {"village": "Ezinge"}
    for cached in (gazetteer._geocoder, gazetteer._asked):
        cached.cache_clear()
    yield
    for cached in (gazetteer._geocoder, gazetteer._asked):
        cached.cache_clear()


@pytest.mark.parametrize("typed", ["Montréal", "montreal", " MONTREAL "])
def test_a_city_is_found_however_it_is_typed(typed):
    found = gazetteer.find(typed, "CA")
    assert (found.name, found.time_zone) == ("Montréal", "America/Toronto")
    assert (round(found.latitude), round(found.longitude)) == (46, -74)


def test_the_country_decides_between_cities_of_one_name():
    assert gazetteer.find("London", "CA").time_zone == "America/Toronto"
    assert gazetteer.find("London", "GB").time_zone == "Europe/London"


@pytest.mark.parametrize("typed", ["", "   ", "Ezinge", "x" * 300, "🦀"])
def test_what_is_not_in_the_table_is_not_found(typed):
    assert gazetteer.find(typed, "NL") is None


def test_suggestions_begin_with_what_was_typed():
    assert [found.name for found in gazetteer.suggestions("rott", "NL")] == ["Rotterdam"]
    assert gazetteer.suggestions("", "NL") == []


def test_a_geocoder_is_asked_for_the_rest(atlas):
    assert gazetteer.find("Rotterdam", "NL").time_zone == "Europe/Amsterdam"
    assert gazetteer.find("Ezinge", "NL") == gazetteer.Found("Ezinge", "NL", 53.4, 6.2)
    assert gazetteer.find("Nowhere", "NL") is None


def test_the_table_is_small():
    assert gazetteer.TABLE.stat().st_size <= 100_000


def test_several_cities_of_one_name_are_all_found_and_told_apart_by_what_lies_beside():
    hits = gazetteer.find_all("suzhou", "CN")
    assert [round(found.latitude) for found in hits] == [31, 34]
    beside = [gazetteer.beside(found).name for found in hits]
    assert len(set(beside)) == 2
    assert "Suzhou" not in beside
    assert {found.country for found in gazetteer.find_all("London")} >= {"CA", "GB"}
    assert gazetteer.find_all("Nowhere-on-Sea", "CN") == gazetteer.find_all("", "CN") == []
