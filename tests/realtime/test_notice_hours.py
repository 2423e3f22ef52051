from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.places.zones import zone_named, zones
from realtime.notices.hours import Reader

NIGHT = (time(22), time(7))
NOON = (time(12), time(14))


def reader(zone="UTC", quiet=None):
    return Reader(1, "ada@kontor.example", "en", zone_named(zone), quiet)


@pytest.mark.parametrize(
    ("zone", "quiet", "at", "expected"),
    [
        ("UTC", None, "2026-12-01T03:00", "2026-12-01T03:00"),
        ("UTC", NIGHT, "2026-12-01T21:59", "2026-12-01T21:59"),
        ("UTC", NIGHT, "2026-12-01T22:00", "2026-12-02T07:00"),
        ("UTC", NIGHT, "2026-12-01T03:00", "2026-12-01T07:00"),
        ("UTC", NIGHT, "2026-12-01T07:00", "2026-12-01T07:00"),
        ("UTC", NOON, "2026-12-01T13:00", "2026-12-01T14:00"),
        ("Asia/Tokyo", NIGHT, "2026-12-01T14:00", "2026-12-01T22:00"),
        ("America/Toronto", NIGHT, "2026-12-01T14:00", "2026-12-01T14:00"),
        ("Asia/Kathmandu", NIGHT, "2026-12-01T18:00", "2026-12-02T01:15"),
        ("Europe/Paris", (time(1), time(4)), "2027-10-31T00:30", "2027-10-31T03:00"),
        ("Europe/Paris", (time(1), time(4)), "2027-03-28T00:30", "2027-03-28T02:00"),
        ("Australia/Lord_Howe", NIGHT, "2026-12-01T12:00", "2026-12-01T20:00"),
    ],
)
def test_nothing_is_mailed_in_quiet_hours_of_the_readers_day(zone, quiet, at, expected):
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert reader(zone, quiet).not_before(moment) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "quiet", "at", "expected"),
    [
        ("UTC", None, "2026-12-01T07:59", "2026-12-01T08:00"),
        ("UTC", None, "2026-12-01T08:00", "2026-12-02T08:00"),
        ("Asia/Tokyo", None, "2026-12-01T00:00", "2026-12-01T23:00"),
        ("America/Toronto", None, "2026-12-01T12:59", "2026-12-01T13:00"),
        ("UTC", (time(20), time(9)), "2026-12-01T10:00", "2026-12-02T09:00"),
    ],
)
def test_the_daily_mail_comes_in_the_readers_morning(zone, quiet, at, expected):
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert reader(zone, quiet).next_morning(moment) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@given(
    zone=st.sampled_from(zones()),
    quiet=st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] != pair[1]),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
)
def test_in_every_zone_the_wait_ends_within_a_day_and_outside_the_quiet(zone, quiet, at):
    one = reader(zone, quiet)
    mailed = one.not_before(at)
    assert at <= mailed <= at + timedelta(hours=26)
    assert one.not_before(mailed) == mailed
