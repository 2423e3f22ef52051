"""The days of a landing in the site's zone, where clocks are turned and dates differ; in calendars too."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from landings.itineraries import actions, queries
from landings.itineraries.actions import Plan
from landings.itineraries.live import entries, entry_of
from landings.itineraries.models import Item
from landings.placements.models import Landing
from tests.factories.landings_itineraries import make_item
from tests.factories.landings_placements import make_landing
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def landing_in(zone, starts_on="2026-05-04", ends_on="2026-05-14", **fields):
    dates = {"starts_on": date.fromisoformat(starts_on), "ends_on": date.fromisoformat(ends_on)}
    landing = make_landing(**dates, **fields)
    type(landing.site).objects.filter(pk=landing.site_id).update(time_zone=zone)
    return Landing.objects.for_list().get(pk=landing.pk)


def begun(landing):
    actions.begin(landing.pk, by=landing.application.applicant, now=NOW)
    return list(landing.items.order_by("starts_at", "pk"))


def clocks(items, zone):
    shown = [(item.starts_at.astimezone(ZoneInfo(zone)), item.ends_at.astimezone(ZoneInfo(zone))) for item in items]
    return [f"{start:%d %H:%M}-{end:%H:%M}" for start, end in shown]


@pytest.mark.parametrize(
    ("zone", "starts_on", "ends_on", "utc"),
    [
        # Summer begins on 29 March 2026 in Europe, and in New York on 8 March.
        ("Europe/Amsterdam", "2026-03-26", "2026-04-01", ["08:00", "08:00", "07:00", "07:00"]),
        ("America/New_York", "2026-03-05", "2026-03-11", ["14:00", "14:00", "13:00", "13:00"]),
        # In Auckland it ends on 5 April; the day begins the evening before, in UTC.
        ("Pacific/Auckland", "2026-04-02", "2026-04-08", ["20:00", "20:00", "21:00", "21:00"]),
        ("Asia/Kathmandu", "2026-04-02", "2026-04-08", ["03:15", "03:15", "03:15", "03:15"]),
    ],
)
def test_a_desk_day_is_at_nine_of_the_clock_on_either_side_of_the_turn(zone, starts_on, ends_on, utc):
    items = begun(landing_in(zone, starts_on, ends_on))
    desks = [item for item in items if item.kind == "desk"]
    assert {line.split()[1] for line in clocks(desks, zone)} == {"09:00-17:00"}
    assert [f"{item.starts_at.astimezone(UTC):%H:%M}" for item in desks] == utc


def test_the_template_of_a_stay_has_the_way_out_the_weekdays_and_the_way_home():
    items = begun(landing_in("Europe/Amsterdam"))
    assert [item.kind for item in items] == ["travel", *["desk"] * 8, "travel"]
    assert clocks([items[0], items[-1]], "Europe/Amsterdam") == ["03 08:00-20:00", "13 18:00-23:00"]
    assert [item.starts_at.weekday() < 5 for item in items if item.kind == "desk"] == [True] * 8
    assert {item.place for item in items if item.kind == "desk"} == {items[1].landing.site.address or "Rotterdam"}


def test_a_stay_of_one_day_and_one_over_a_weekend():
    one = begun(landing_in("Europe/Amsterdam", "2026-05-04", "2026-05-05"))
    weekend = begun(landing_in("Europe/Amsterdam", "2026-05-09", "2026-05-11"))
    assert [item.kind for item in one] == ["travel", "desk", "travel"]
    assert [item.kind for item in weekend] == ["travel", "travel"]


def test_days_are_those_of_the_sites_calendar():
    """An evening in Auckland and the next morning there are one day in UTC, and two at the site."""
    landing = landing_in("Pacific/Auckland")
    zone = ZoneInfo("Pacific/Auckland")
    for day, hour in ((6, 21), (7, 7)):
        at = datetime(2026, 5, day, hour, tzinfo=zone)
        plan = Plan(kind="meeting", title=f"On the {day}th", starts_at=at, ends_at=at + timedelta(hours=1))
        actions.add(landing.pk, plan, by=landing.application.applicant, now=NOW)
    found = queries.itinerary_of(landing)
    assert [(day.on.day, [entry.item.title for entry in day.entries]) for day in found.days] == [
        (6, ["On the 6th"]),
        (7, ["On the 7th"]),
    ]


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (timedelta(0), "times"),
        (timedelta(hours=-1), "times"),
        (timedelta(days=3), None),
        (timedelta(days=3, minutes=1), "long"),
    ],
)
def test_how_long_a_thing_may_last(hours, code):
    landing = make_landing()
    at = datetime(2026, 5, 6, 8, tzinfo=UTC)
    plan = Plan(kind="travel", title="Ship", starts_at=at, ends_at=at + hours)
    by = landing.application.applicant
    if code is None:
        assert actions.add(landing.pk, plan, by=by, now=NOW).lasts == hours
        return
    with pytest.raises(ValidationError) as refusal:
        actions.add(landing.pk, plan, by=by, now=NOW)
    assert list(refusal.value.message_dict) == ["ends"] and refusal.value.error_dict["ends"][0].code == code


def test_an_hour_that_comes_twice_lasts_as_long_as_it_does():
    """From half past two to half past two of an autumn night is an hour: not nothing, as their clocks say."""
    zone = ZoneInfo("Europe/Amsterdam")
    first, second = (datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=zone) for fold in (0, 1))
    landing = landing_in("Europe/Amsterdam", "2026-10-20", "2026-10-28")
    plan = Plan(kind="travel", title="Night train", starts_at=first, ends_at=second)
    item = actions.add(landing.pk, plan, by=landing.application.applicant, now=NOW)
    assert item.lasts == timedelta(hours=1)


# Calendars


def events(client, landing):
    read = Calendar.from_ical(client.get(f"/landings/{landing.pk}/itinerary.ics").content)
    return {str(event["SUMMARY"]): event for event in read.walk("VEVENT")}


@pytest.mark.parametrize("kind", Item.Kind.values)
def test_a_calendar_holds_the_time_free_that_is(kind):
    entry = entry_of(make_item(make_landing(), kind=kind))
    assert entry.free is (kind == "free")
    assert entry.categories == [str(Item.Kind(kind).label)]


def test_each_change_raises_the_number_by_which_calendars_know_the_newest(log_in):
    landing = make_landing()
    founder = landing.application.applicant
    item = make_item(landing, title="Port")
    seen = []
    for title in ("Port", "Port anew", "Port again"):
        changed = Plan(kind="meeting", title=title, starts_at=item.starts_at, ends_at=item.ends_at)
        seen.append(actions.change(item.pk, changed, by=founder, sequence=seen[-1] if seen else 0, now=NOW).sequence)
    actions.cancel(item.pk, by=founder, now=NOW)
    event = events(log_in(founder), landing)["Port again"]
    assert seen == [0, 1, 2]  # the same plan again was no change
    assert (event["SEQUENCE"], str(event["STATUS"])) == (3, "CANCELLED")


def test_what_a_cancelled_landing_was_to_bring_is_cancelled_in_its_calendar_file(log_in):
    """And what was over before is not: it took place."""
    landing = make_landing()
    founder = landing.application.applicant
    make_item(landing, title="Call from home", day=1)
    make_item(landing, title="Port", day=6)
    cancelled_at = datetime(2026, 5, 3, tzinfo=UTC)
    Landing.objects.filter(pk=landing.pk).update(cancelled_at=cancelled_at)
    found = events(log_in(founder), landing)
    assert {title: str(event.get("STATUS", "")) == "CANCELLED" for title, event in found.items()} == {
        "Call from home": False,
        "Port": True,
    }
    assert entries(founder) == []


def test_whose_calendar_a_landings_days_are_in():
    landing = make_landing()
    make_item(landing)
    host, colleague = make_member(), make_member()
    landing.host.memberships.create(member=host, role="owner")
    landing.firm.memberships.create(member=colleague)
    people = (landing.application.applicant, colleague, host, make_member())
    assert [len(entries(member)) for member in people] == [1, 1, 0, 0]
