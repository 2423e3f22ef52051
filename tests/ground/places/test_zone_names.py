from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from ground.places.public_holidays import holidays_of
from ground.places.zone_names import city_of, zone_word
from ground.places.zones import zones

WINTER = datetime(2027, 1, 15, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "word"),
    [
        ("en", "America/Toronto", "EST"),
        ("fr", "America/Toronto", "HNE"),
        ("es", "America/Toronto", "UTC−5"),
        ("en", "Europe/Paris", "CET"),
        ("fr", "Europe/Paris", "UTC+1"),
        ("fr", "Asia/Kathmandu", "UTC+5:45"),
        ("en", "America/Argentina/Buenos_Aires", "UTC−3"),
        ("fr", "UTC", "UTC"),
    ],
)
def test_a_zones_time_is_named_in_the_readers_language(language, zone, word):
    with translation.override(language):
        assert zone_word(WINTER.astimezone(ZoneInfo(zone))) == word


@pytest.mark.parametrize(
    ("language", "zone", "city"),
    [
        ("en", "America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("es", "Europe/London", "Londres"),
        ("fr", "Europe/Lisbon", "Lisbonne"),
        ("fr", "Asia/Kathmandu", "Kathmandu"),
        ("en", "UTC", "UTC"),
    ],
)
def test_a_zone_is_told_by_its_city(language, zone, city):
    with translation.override(language):
        assert city_of(zone) == city


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_no_zone_is_told_by_its_raw_name(language):
    with translation.override(language):
        assert [zone for zone in zones() if "_" in city_of(zone) or "/" in city_of(zone)] == []


@pytest.mark.parametrize(
    ("language", "country", "name"),
    [
        ("fr", "CA", "Fête du Canada"),
        ("en", "CA", "Canada Day"),
        ("es", "MX", "Año Nuevo"),
        ("fr", "FR", "Fête nationale"),
        ("fr", "JP", "New Year's Day"),
    ],
)
def test_a_holiday_is_named_in_the_readers_language_or_in_english(language, country, name):
    with translation.override(language):
        assert name in holidays_of(country, {2027}).values()


def test_a_country_without_a_calendar_has_none():
    assert holidays_of("ZZ", {2027}) == {} == holidays_of("", {2027})


def test_holidays_of_two_years_stand_together():
    with translation.override("en"):
        found = holidays_of("CA", {2026, 2027})
    assert (found[date(2026, 7, 1)], found[date(2027, 7, 1)]) == ("Canada Day", "Canada Day")
