"""What on an itinerary cannot well be, at each edge: of hours, of days, of the way from place to place. No database."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landings.hosts.models import Site
from landings.itineraries import rules
from landings.itineraries.models import Item
from landings.placements.models import Landing

Kind = Item.Kind
PORT, NEAR, HAGUE = (51.9225, 4.4792), (51.93, 4.48), (52.0705, 4.3007)
HAPPENED = datetime(2026, 5, 6, 12, tzinfo=UTC)


def a_landing(zone="Europe/Amsterdam", country="NL", opens="09:00", closes="17:00", **fields):
    site = Site(name="Kade", time_zone=zone, country=country, latitude=PORT[0], longitude=PORT[1])
    site.opens, site.closes = time.fromisoformat(opens), time.fromisoformat(closes)
    return Landing(site=site, starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 14), **fields)


def an_item(landing, pk=1, kind="meeting", starts="2026-05-06T10:00", ends="2026-05-06T11:00", spot=None):
    zone = ZoneInfo(landing.site.time_zone)
    item = Item(pk=pk, landing=landing, kind=kind, title=f"Item {pk}")
    item.starts_at, item.ends_at = (datetime.fromisoformat(at).replace(tzinfo=zone) for at in (starts, ends))
    item.latitude, item.longitude = spot or (None, None)
    return item


def found(landing, *items, closed=()):
    return [(one.sort, one.items) for one in rules.conflicts(landing, items, closed)]


def words(landing, *items, closed=()):
    return [one.words for one in rules.conflicts(landing, items, closed)]


# The house's hours and days


@pytest.mark.parametrize(
    ("starts", "ends", "clashes"),
    [
        ("2026-05-06T09:00", "2026-05-06T17:00", False),
        ("2026-05-06T08:59", "2026-05-06T17:00", True),
        ("2026-05-06T09:00", "2026-05-06T17:01", True),
        # Past midnight the clock shows less than the hour of closing, and the house is closed all the same.
        ("2026-05-06T16:00", "2026-05-07T01:00", True),
        ("2026-05-06T09:00", "2026-05-07T10:00", True),
        ("2026-05-06T16:00", "2026-05-07T00:00", True),
    ],
)
def test_a_desk_day_is_within_the_hours_of_its_house(starts, ends, clashes):
    landing = a_landing()
    desk = an_item(landing, kind="desk", starts=starts, ends=ends)
    assert found(landing, desk) == ([("hours", (1,))] if clashes else [])
    if clashes:
        assert words(landing, desk) == ["Kade is open from 09:00 to 17:00."]


def test_the_hours_are_the_houses_own_clock():
    """Nine in Auckland is the evening before in UTC."""
    landing = a_landing("Pacific/Auckland", "NZ")
    desk = an_item(landing, kind="desk", starts="2026-05-06T09:00", ends="2026-05-06T17:00")
    desk.starts_at, desk.ends_at = desk.starts_at.astimezone(UTC), desk.ends_at.astimezone(UTC)
    assert desk.starts_at.day == 5 and found(landing, desk) == []
    assert found(landing, desk, closed=[date(2026, 5, 6)]) == [("closed", (1,))]
    assert found(landing, desk, closed=[date(2026, 5, 5)]) == []


@pytest.mark.parametrize("closed", [6, 7])
def test_a_desk_day_over_two_days_needs_both_of_them(closed):
    landing = a_landing()
    desk = an_item(landing, kind="desk", starts="2026-05-06T10:00", ends="2026-05-07T11:00")
    assert found(landing, desk, closed=[date(2026, 5, closed)]) == [("closed", (1,))]
    assert words(landing, desk, closed=[date(2026, 5, closed)]) == ["Kade is closed that day."]


@pytest.mark.parametrize("kind", [kind for kind in Kind.values if kind != "desk"])
def test_only_a_desk_day_needs_the_house(kind):
    landing = a_landing()
    late = an_item(landing, kind=kind, starts="2026-05-06T20:00", ends="2026-05-06T23:00")
    assert found(landing, late, closed=[date(2026, 5, 6)]) == []


@pytest.mark.parametrize("kind", Kind.values)
def test_who_would_have_to_come_on_a_holiday(kind):
    """14 May 2026 is Ascension Day in the Netherlands and no holiday in Canada."""
    day = {"starts": "2026-05-14T10:00", "ends": "2026-05-14T11:00"}
    expected = [("holiday", (1,))] if kind in ("desk", "meeting", "introduction") else []
    there = a_landing()
    assert found(there, an_item(there, kind=kind, **day)) == expected
    elsewhere = a_landing(country="CA")
    assert found(elsewhere, an_item(elsewhere, kind=kind, **day)) == []


def test_a_holiday_is_named():
    landing = a_landing()
    said = words(landing, an_item(landing, starts="2026-05-14T10:00", ends="2026-05-14T11:00"))
    assert said == ["“Item 1” falls on a holiday: Ascension Day."]


# The stay


@pytest.mark.parametrize(
    ("day", "outside"),
    [("2026-05-01", True), ("2026-05-02", False), ("2026-05-04", False), ("2026-05-15", False), ("2026-05-16", True)],
)
def test_the_journey_has_two_days_on_either_side_of_the_stay(day, outside):
    landing = a_landing(country="XX")
    item = an_item(landing, kind="travel", starts=f"{day}T10:00", ends=f"{day}T11:00")
    assert found(landing, item) == ([("outside", (1,))] if outside else [])


def test_preparation_may_be_whenever():
    landing = a_landing(country="XX")
    assert (
        found(landing, an_item(landing, kind="preparation", starts="2026-01-05T10:00", ends="2026-01-05T11:00")) == []
    )


def test_a_day_is_outside_by_the_sites_calendar():
    """Shortly after midnight in Auckland it is the day before in UTC."""
    landing = a_landing("Pacific/Auckland", "XX")
    inside = an_item(landing, kind="travel", starts="2026-05-02T00:30", ends="2026-05-02T01:00")
    inside.starts_at = inside.starts_at.astimezone(UTC)
    assert inside.starts_at.day == 1 and found(landing, inside) == []


# At once, and from place to place


BACKGROUND = {"desk", "free"}


@pytest.mark.parametrize("first", Kind.values)
@pytest.mark.parametrize("second", Kind.values)
def test_two_things_at_once_clash_unless_one_is_a_background(first, second):
    landing = a_landing(country="XX")
    items = [
        an_item(landing, 1, first, "2026-05-06T10:00", "2026-05-06T11:00"),
        an_item(landing, 2, second, "2026-05-06T10:30", "2026-05-06T11:30"),
    ]
    clash = not {first, second} & BACKGROUND
    assert found(landing, *items) == ([("overlap", (1, 2))] if clash else [])


def test_what_lasts_long_clashes_with_each_that_falls_into_it():
    landing = a_landing(country="XX")
    hours = [("09:00", "12:00"), ("09:30", "10:00"), ("10:00", "10:30"), ("11:59", "13:00"), ("12:00", "12:30")]
    items = [
        an_item(landing, pk, "meeting", f"2026-05-06T{start}", f"2026-05-06T{end}")
        for pk, (start, end) in enumerate(hours, start=1)
    ]
    assert found(landing, *items) == [
        ("overlap", (1, 2)),
        ("overlap", (1, 3)),
        ("overlap", (1, 4)),
        ("overlap", (4, 5)),
    ]


def at_minutes(landing, *spans):
    """Items at these minutes from noon, in order."""
    made = []
    for pk, (start, long) in enumerate(sorted(spans), start=1):
        item = an_item(landing, pk)
        item.starts_at = HAPPENED + timedelta(minutes=start)
        item.ends_at = item.starts_at + timedelta(minutes=long)
        made.append(item)
    return made


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(1, 180)), max_size=8))
def test_every_pair_at_once_is_found_and_no_other(spans):
    landing = a_landing(country="XX")
    items = at_minutes(landing, *spans)
    expected = {
        (one.pk, other.pk)
        for one in items
        for other in items
        if one.pk < other.pk and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    }
    overlaps = [one.items for one in rules.conflicts(landing, items, ()) if one.sort == "overlap"]
    assert set(overlaps) == expected and len(overlaps) == len(expected)


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(1, 180)), max_size=8))
def test_clashes_are_told_in_the_order_of_the_days(spans):
    landing = a_landing(country="XX")
    firsts = [one.items[0] for one in rules.conflicts(landing, at_minutes(landing, *spans), ())]
    assert all(one <= other for one, other in pairwise(firsts))


def test_the_way_is_reckoned_at_the_speed_of_a_town_and_then_of_a_road():
    """The edge is at 40 km: 96 minutes within, 27 beyond. A degree of longitude at the equator is 111.32 km."""
    degree = 111.319491
    town, road = (0.0, 39.99 / degree), (0.0, 40.01 / degree)
    assert abs(rules.travel_time((0.0, 0.0), town) - timedelta(minutes=39.99 / 25 * 60)) < timedelta(seconds=2)
    assert abs(rules.travel_time((0.0, 0.0), road) - timedelta(minutes=40.01 / 90 * 60)) < timedelta(seconds=2)
    assert rules.travel_time(PORT, PORT) == timedelta(0)


@pytest.mark.parametrize(("minutes", "rushed"), [(13, True), (14, False), (0, True)])
def test_there_must_be_time_to_get_there(minutes, rushed):
    """From the port to The Hague are 20.5 km; to the next street some 0.8."""
    landing = a_landing(country="XX")
    needed = rules.travel_time(PORT, HAGUE)
    gap = needed - timedelta(minutes=1) if rushed and minutes else timedelta(0) if rushed else needed
    one = an_item(landing, 1, spot=PORT)
    other = an_item(landing, 2, spot=HAGUE)
    other.starts_at, other.ends_at = one.ends_at + gap, one.ends_at + gap + timedelta(hours=1)
    assert found(landing, one, other) == ([("rush", (1, 2))] if rushed else [])


def test_a_rush_says_how_long_it_takes_and_what_there_is():
    landing = a_landing(country="XX")
    one = an_item(landing, 1, spot=PORT)
    other = an_item(landing, 2, starts="2026-05-06T11:15", ends="2026-05-06T12:00", spot=HAGUE)
    minutes = round(rules.travel_time(PORT, HAGUE).total_seconds() / 60)
    assert words(landing, one, other) == [f"From “Item 1” to “Item 2” takes about {minutes} minutes; there are 15."]


def test_what_has_no_place_and_the_desk_are_on_nobodys_way():
    landing = a_landing(country="XX")
    items = [
        an_item(landing, 1, spot=PORT),
        an_item(landing, 2, "desk", "2026-05-06T11:00", "2026-05-06T11:10"),
        an_item(landing, 3, "meeting", "2026-05-06T11:10", "2026-05-06T11:15"),
        an_item(landing, 4, "meeting", "2026-05-06T11:16", "2026-05-06T12:00", spot=HAGUE),
    ]
    assert found(landing, *items) == [("rush", (1, 4))]
    assert items[1].spot == PORT and items[2].spot is None


# What came of it


@pytest.mark.parametrize("kind", Kind.values)
def test_of_which_things_one_says_what_came(kind):
    item = an_item(a_landing(), kind=kind)
    asked = kind in ("meeting", "introduction", "show")
    assert rules.may_be_debriefed(item, now=item.starts_at) is asked


@pytest.mark.parametrize(
    ("now", "item_cancelled", "landing_cancelled", "asked"),
    [
        (timedelta(seconds=-1), None, None, False),
        (timedelta(0), None, None, True),
        (timedelta(days=400), None, None, True),
        (timedelta(hours=2), timedelta(0), None, False),
        (timedelta(hours=2), None, timedelta(minutes=59), False),
        (timedelta(hours=2), None, timedelta(hours=1), True),  # it was over when the landing was cancelled
    ],
)
def test_when_one_says_what_came_of_a_meeting(now, item_cancelled, landing_cancelled, asked):
    item = an_item(a_landing())
    start = item.starts_at
    item.cancelled_at = start + item_cancelled if item_cancelled is not None else None
    item.landing.cancelled_at = start + landing_cancelled if landing_cancelled is not None else None
    assert rules.may_be_debriefed(item, now=start + now) is asked
