from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from landings.itineraries import rules
from landings.itineraries.models import Item
from tests.factories.landings_placements import make_landing

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(day, clock):
    return datetime.combine(date(2026, 5, day), time.fromisoformat(clock), tzinfo=AMSTERDAM)


def items(landing, *plans):
    made = []
    for number, (kind, day, start, end, spot) in enumerate(plans, 1):
        values = {"latitude": spot[0], "longitude": spot[1]} if spot else {}
        times = {"starts_at": at(day, start), "ends_at": at(day, end)}
        made.append(Item(pk=number, landing=landing, kind=kind, title=f"Item {number}", **times, **values))
    return made


def sorts(landing, *plans, closed=()):
    return [(c.sort, c.items) for c in rules.conflicts(landing, items(landing, *plans), closed)]


def test_meetings_at_once_conflict_but_not_with_the_desk():
    plans = [
        ("desk", 6, "09:00", "17:00", None),
        ("meeting", 6, "10:00", "11:00", None),
        ("meeting", 6, "10:30", "11:30", None),
        ("meeting", 6, "11:30", "12:00", None),
    ]
    assert sorts(make_landing(), *plans) == [("overlap", (2, 3))]


def test_too_little_time_to_get_there():
    rotterdam, hague = (51.9225, 4.4792), (52.0705, 4.3007)
    near = [("meeting", 6, "10:00", "11:00", rotterdam), ("meeting", 6, "12:00", "13:00", hague)]
    rushed = [("meeting", 6, "10:00", "11:00", rotterdam), ("meeting", 6, "11:15", "13:00", hague)]
    assert sorts(make_landing(), *near) == []
    assert sorts(make_landing(), *rushed) == [("rush", (1, 2))]


def test_travel_time_by_hand():
    """One degree of latitude at the equator is 110.57 km (WGS 84): 74 minutes at 90 km/h."""
    assert abs(rules.travel_time((0, 0), (1, 0)) - timedelta(minutes=73.7)) < timedelta(minutes=1)


def test_a_desk_day_outside_the_hours_or_on_a_closed_day():
    early = ("desk", 6, "07:00", "17:00", None)
    assert sorts(make_landing(), early) == [("hours", (1,))]
    assert sorts(make_landing(), ("desk", 6, "09:00", "17:00", None), closed=[date(2026, 5, 6)]) == [("closed", (1,))]


def test_a_public_holiday_of_the_sites_country():
    assert sorts(make_landing(), ("meeting", 14, "10:00", "11:00", None)) == [("holiday", (1,))]


def test_outside_the_stay():
    assert sorts(make_landing(), ("meeting", 25, "10:00", "11:00", None)) == [
        ("holiday", (1,)),
        ("outside", (1,)),
    ]
    assert sorts(make_landing(), ("travel", 3, "10:00", "11:00", None)) == []
