from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from landings.itineraries.models import Item
from tests.factories.landings_itineraries import make_item
from tests.factories.landings_placements import make_landing
from tests.factories.typed import sent_from

pytestmark = pytest.mark.django_db
TYPED = {"kind": "meeting", "title": "Port", "day": "2026-05-06", "starts": "10:00", "ends": "11:30"}


@pytest.fixture
def landing():
    return make_landing()


@pytest.fixture
def client(log_in, landing):
    return log_in(landing.application.applicant)


def test_times_are_the_sites_own(client, landing):
    assert client.post(f"/landings/{landing.pk}/itinerary/add/", TYPED).status_code == 302
    assert Item.objects.get().starts_at.isoformat() == "2026-05-06T08:00:00+00:00"


def test_a_night_train_ends_the_day_after(client, landing):
    client.post(f"/landings/{landing.pk}/itinerary/add/", {**TYPED, "starts": "22:00", "ends": "06:00"})
    item = Item.objects.get()
    assert item.ends_at > item.starts_at


@pytest.mark.parametrize(
    "wrong", [{"day": "soon"}, {"title": ""}, {"spot": "Rotterdam"}, {"spot": "99, 4"}, {"starts": "25:00"}]
)
def test_what_is_wrong_is_said_and_kept(client, landing, wrong):
    answer = client.post(f"/landings/{landing.pk}/itinerary/add/", {**TYPED, "place": "Kade 7", **wrong})
    assert answer.status_code == 422
    assert "Kade 7" in answer.content.decode()


def test_conflicts_are_shown(client, landing):
    make_item(landing)
    make_item(landing, title="Customs", starts="10:30", ends="11:30")
    assert "are at the same time" in client.get(f"/landings/{landing.pk}/itinerary/").content.decode()


def test_the_calendar_file_reads_back(client, landing):
    item = make_item(landing, title="Ünïcode, ; مرحبا 🚢")
    read = Calendar.from_ical(client.get(f"/landings/{landing.pk}/itinerary.ics").content)
    event = read.walk("VEVENT")[0]
    assert (str(event["SUMMARY"]), event["DTSTART"].dt) == (item.title, item.starts_at)


def test_it_costs_the_same_at_one_and_three_items(client, landing, count_queries):
    make_item(landing)
    one = count_queries(lambda: client.get(f"/landings/{landing.pk}/itinerary/"))
    make_item(landing, day=7)
    make_item(landing, day=8)
    assert count_queries(lambda: client.get(f"/landings/{landing.pk}/itinerary/")) == one


@pytest.mark.parametrize("kind", ["meeting", "free"])
def test_an_end_typed_before_the_beginning_is_not_the_next_day(client, landing, kind):
    mistyped = {**TYPED, "kind": kind, "starts": "14:00", "ends": "13:00", "place": "Kade 7"}
    answer = client.post(f"/landings/{landing.pk}/itinerary/add/", mistyped)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is before it begins." in page
    assert 'value="13:00"' in page and "Kade 7" in page
    assert not Item.objects.exists()


def test_a_journey_may_end_at_an_earlier_hour_of_the_next_day(client, landing):
    journey = {**TYPED, "kind": "travel", "starts": "14:00", "ends": "13:00"}
    assert client.post(f"/landings/{landing.pk}/itinerary/add/", journey).status_code == 302
    item = Item.objects.get()
    assert item.ends_at - item.starts_at == timedelta(hours=23)


def test_the_end_without_a_title_is_refused_too(client, landing):
    answer = client.post(f"/landings/{landing.pk}/itinerary/add/", {**TYPED, "title": "", "ends": "09:00"})
    assert "This is before it begins." in answer.content.decode()


@pytest.mark.parametrize(("starts", "ends"), [("02:30", "03:15"), ("02:30", "03:45")])
def test_a_clock_that_never_comes_is_refused_at_its_field(client, landing, starts, ends):
    night = {**TYPED, "day": "2027-03-28", "starts": starts, "ends": ends, "place": "Kade 7"}
    answer = client.post(f"/landings/{landing.pk}/itinerary/add/", night)
    page = answer.content.decode().replace("\u202f", " ")
    assert answer.status_code == 422
    assert 'id="id_starts_error"' in page
    assert "The nearest are 1:59 AM and 3:00 AM." in page
    assert 'value="02:30"' in page and "Kade 7" in page
    assert not Item.objects.exists()


def test_an_item_in_the_second_of_two_hours_stays_there_when_its_title_changes(client, landing):
    item = make_item(landing)
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    Item.objects.filter(pk=item.pk).update(starts_at=second, ends_at=second + timedelta(minutes=15))
    typed = sent_from(client.get(f"/itinerary-items/{item.pk}/").content.decode(), having="starts")
    assert client.post(f"/itinerary-items/{item.pk}/", {**typed, "title": "Anew"}).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.starts_at, item.sequence) == ("Anew", second, 1)


def test_a_clock_that_comes_twice_is_asked_for(client, landing):
    night = {**TYPED, "day": "2027-10-31", "starts": "02:15", "ends": "02:45"}
    asked = client.post(f"/landings/{landing.pk}/itinerary/add/", night)
    typed = sent_from(asked.content.decode(), having="starts")
    assert (asked.status_code, typed["starts_which"]) == (422, "")
    again = client.post(f"/landings/{landing.pk}/itinerary/add/", {**typed, "starts_which": "0"})
    typed = sent_from(again.content.decode(), having="starts")
    assert (again.status_code, typed["starts_which"], typed["ends_which"]) == (422, "0", "")
    client.post(f"/landings/{landing.pk}/itinerary/add/", {**typed, "ends_which": "1"})
    item = Item.objects.get()
    assert item.ends_at - item.starts_at == timedelta(hours=1, minutes=30)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1969-12-31"])
def test_a_day_beyond_all_calendars_is_refused_at_its_field(client, landing, day):
    answer = client.post(f"/landings/{landing.pk}/itinerary/add/", {**TYPED, "day": day})
    assert answer.status_code == 422
    assert 'id="id_day_error"' in answer.content.decode()
