"""Clocks that never come, that come twice, and the way back: by the rules of real zones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.places.civil_time import (
    civil,
    comes_twice,
    first_moment,
    moments,
    nearest,
    offset_word,
    settled,
    turns,
)
from ground.places.said import shown
from ground.places.zones import zone_named, zones

AMSTERDAM, LORD_HOWE = ZoneInfo("Europe/Amsterdam"), ZoneInfo("Australia/Lord_Howe")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
HALF_PAST_TWO = time(2, 30)


def test_a_clock_comes_once_never_or_twice():
    assert moments(date(2027, 3, 27), HALF_PAST_TWO, AMSTERDAM) == (datetime(2027, 3, 27, 1, 30, tzinfo=UTC),)
    assert moments(SPRING, HALF_PAST_TWO, AMSTERDAM) == ()
    first, second = datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert moments(AUTUMN, HALF_PAST_TWO, AMSTERDAM) == (first, second)


@pytest.mark.parametrize(
    ("zone", "wall", "before", "after"),
    [
        ("Europe/Amsterdam", "2027-03-28T02:30", "2027-03-28T01:59", "2027-03-28T03:00"),
        ("Europe/Amsterdam", "2027-03-28T02:00", "2027-03-28T01:59", "2027-03-28T03:00"),
        ("Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-03T01:59", "2027-10-03T02:30"),
        ("Africa/Cairo", "2027-04-30T00:10", "2027-04-29T23:59", "2027-04-30T01:00"),
        ("Africa/Casablanca", "2027-03-14T02:30", "2027-03-14T01:59", "2027-03-14T03:00"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-29T23:59", "2011-12-31T00:00"),
    ],
)
def test_the_nearest_clocks_that_come(zone, wall, before, after):
    wall = datetime.fromisoformat(wall)
    found = nearest(wall.date(), wall.time(), ZoneInfo(zone))
    assert found == (datetime.fromisoformat(before), datetime.fromisoformat(after))


def test_the_nearest_quarters_where_only_quarters_are_taken():
    found = nearest(SPRING, HALF_PAST_TWO, AMSTERDAM, timedelta(minutes=15))
    assert found == (datetime(2027, 3, 28, 1, 45), datetime(2027, 3, 28, 3, 0))


def test_half_an_hour_that_comes_twice():
    """Lord Howe turns back by half an hour: 01:45 comes twice, 01:15 once."""
    assert len(moments(date(2027, 4, 4), time(1, 45), LORD_HOWE)) == 2
    assert len(moments(date(2027, 4, 4), time(1, 15), LORD_HOWE)) == 1


def test_where_nobody_can_be_asked_the_first_clock_that_comes_is_taken():
    assert settled(SPRING, HALF_PAST_TWO, AMSTERDAM) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert settled(AUTUMN, HALF_PAST_TWO, AMSTERDAM) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert settled(AUTUMN, time(2, 30, fold=1), AMSTERDAM) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_a_day_begins_at_midnight_or_where_the_clock_was_turned_to():
    assert first_moment(SPRING, AMSTERDAM) == datetime(2027, 3, 27, 23, tzinfo=UTC)
    cairo = first_moment(date(2027, 4, 30), ZoneInfo("Africa/Cairo"))
    assert cairo.astimezone(ZoneInfo("Africa/Cairo")).time() == time(1)


def test_a_zone_without_a_name_says_its_offset():
    at = datetime(2027, 1, 1, tzinfo=UTC)
    assert [offset_word(at.astimezone(ZoneInfo(zone))) for zone in ("Europe/Paris", "Asia/Dubai")] == ["CET", "UTC+04"]


def test_morocco_turns_its_clock_by_the_moon():
    since, until = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    found = [at.date() for at in turns(ZoneInfo("Africa/Casablanca"), since, until)]
    assert found == [date(2027, 2, 7), date(2027, 3, 14)]


def probes(zone):
    """Moments of three years around each turn of the clock, and one of each month."""
    since, until = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
    yield from (datetime(year, month, 3, 11, 7, tzinfo=UTC) for year in (2026, 2027, 2028) for month in range(1, 13))
    for turn in turns(zone, since, until):
        yield from (turn + timedelta(minutes=minutes) for minutes in (-61, -60, -30, -1, 0, 1, 29, 30, 59, 60, 61))


def test_moment_to_day_and_clock_to_moment_is_the_identity_in_every_zone():
    for name in zones():
        zone = zone_named(name)
        for at in probes(zone):
            seen = civil(at, zone)
            assert settled(seen.on, seen.clock, zone) == at, (name, at)
            on, said = shown(at, zone)
            assert said.moment(on, zone) == at, (name, at)
            assert (said.later is not None) == comes_twice(at.astimezone(zone)), (name, at)


@given(
    st.sampled_from(zones()),
    st.datetimes(datetime(1970, 1, 3), datetime(2199, 12, 30), timezones=st.just(UTC)),
)
def test_also_at_any_moment_since_1970(name, at):
    zone = zone_named(name)
    on, said = shown(at, zone)
    assert said.moment(on, zone) == at


@given(st.sampled_from(zones()), st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.times())
def test_a_clock_comes_or_has_two_neighbours_that_do(name, on, clock):
    zone = zone_named(name)
    if not moments(on, clock, zone):
        before, after = nearest(on, clock, zone)
        assert before < datetime.combine(on, clock) < after
        assert all(moments(wall.date(), wall.time(), zone) for wall in (before, after))
