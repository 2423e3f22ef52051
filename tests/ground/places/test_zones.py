import re
from datetime import UTC, datetime

import pytest

from ground.places.zones import is_zone, shared_hours, zone_from, zone_named, zones
from tests.factories.members import make_member

SUMMER, WINTER = datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("here", "there", "at", "hours"),
    [
        ("Europe/Paris", "Europe/Paris", SUMMER, 8),
        ("America/Toronto", "Europe/Paris", SUMMER, 2),
        ("America/Toronto", "Europe/London", SUMMER, 3),
        ("Asia/Tokyo", "America/Toronto", SUMMER, 0),
        ("America/Vancouver", "Asia/Tokyo", SUMMER, 0),
        ("Asia/Kolkata", "Europe/London", SUMMER, 3.5),
        ("Asia/Kolkata", "Europe/London", WINTER, 2.5),
        ("Pacific/Auckland", "America/Los_Angeles", SUMMER, 3),
    ],
)
def test_what_two_zones_share_of_a_working_day(here, there, at, hours):
    assert shared_hours(here, there, at) == shared_hours(there, here, at) == hours


@pytest.mark.parametrize("name", ["", "Mars/Base", "../../etc/passwd", "x" * 300, "🚢", "\0"])
def test_a_wrong_name_is_no_zone(name):
    assert not is_zone(name)
    assert zone_named(name).key == "UTC"


def test_zones_to_choose_are_known_and_sorted():
    listed = zones()
    assert listed[0] == "UTC"
    assert "America/St_Johns" in listed
    assert list(listed[1:]) == sorted(listed[1:])
    assert all(map(is_zone, listed))


@pytest.mark.django_db
def test_a_page_is_in_the_members_language(log_in):
    page = log_in(make_member(language="fr")).get("/me/").content.decode()
    assert re.search(r'<html\s+lang="fr"', page)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("asia/kathmandu", "Asia/Kathmandu"),
        ("AMERICA/ARGENTINA/BUENOS AIRES", "America/Argentina/Buenos_Aires"),
        (" europe/paris ", "Europe/Paris"),
        ("utc", "UTC"),
        ("Mars/Base", ""),
        ("", ""),
    ],
)
def test_a_zone_is_known_however_it_is_typed(typed, zone):
    assert zone_from(typed) == zone


def test_every_zone_is_known_by_its_own_name():
    assert [zone_from(name) for name in zones()] == list(zones())
