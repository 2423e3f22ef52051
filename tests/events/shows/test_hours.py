"""The hours of a show's days: clear on every day, and nothing that stands in them is left outside."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from events.shows import actions
from events.shows.models import Show
from realtime.streams import Event
from tests.events.pages import text_of
from tests.events.refusals import refused
from tests.factories import events as made
from tests.factories.typed import sent_from

pytestmark = pytest.mark.django_db
NOW = made.NOW
AMSTERDAM = {"time_zone": "Europe/Amsterdam", "first_on": date(2027, 10, 30), "last_on": date(2027, 11, 1)}


def day_of(show, on):
    return show.days.get(on=on)


def set_hours(show, on, opens, closes):
    by = made.organiser_of(show)
    return actions.set_hours(show.pk, on=on, opens=opens, closes=closes, by=by, now=NOW)


def test_usual_hours_that_a_day_has_not_are_refused_and_the_show_is_not_made():
    spring = {**AMSTERDAM, "first_on": date(2027, 3, 27), "last_on": date(2027, 3, 29), "opens": time(2, 30)}
    assert refused("never", made.make_draft, **spring) == "opens"
    assert not Show.objects.exists()


def test_a_day_opens_at_the_second_of_two_clocks_when_that_is_meant():
    show = made.make_draft(**{**AMSTERDAM, "opens": time(2, 30, fold=1), "closes": time(6)})
    assert day_of(show, date(2027, 10, 31)).opens_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert day_of(show, date(2027, 11, 1)).opens_at == datetime(2027, 11, 1, 1, 30, tzinfo=UTC)


def test_days_that_stay_keep_the_second_of_two_when_the_name_changes():
    show = made.make_draft(**{**AMSTERDAM, "opens": time(2, 30, fold=1), "closes": time(6)})
    plan = made.plan(**AMSTERDAM, opens=time(2, 30), closes=time(6), name="Renamed")
    actions.change_show(show.pk, plan, by=made.organiser_of(show), now=NOW)
    assert day_of(show, date(2027, 10, 31)).opens_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_the_same_hours_again_are_no_news():
    show = made.make_show()
    before = Event.objects.count()
    set_hours(show, show.first_on, time(9), time(17))
    assert Event.objects.count() == before


def test_a_zone_in_which_the_clock_of_a_day_is_unclear_is_refused_there():
    show = made.make_draft(**{**AMSTERDAM, "time_zone": "UTC", "opens": time(2, 30), "closes": time(6)})
    plan = made.plan(**AMSTERDAM, opens=time(2, 30), closes=time(6))
    assert refused("zone", actions.change_show, show.pk, plan, by=made.organiser_of(show), now=NOW) == "time_zone"


def test_an_hour_that_comes_twice_is_not_round_the_clock():
    show = made.make_draft(**AMSTERDAM)
    night = set_hours(show, date(2027, 10, 31), time(2, 30), time(2, 30, fold=1))
    assert night.closes_at - night.opens_at == timedelta(hours=1)
    assert not night.is_round_the_clock


@pytest.fixture
def full():
    """A show with a session and duty on its second day, and a session that was cancelled on its third."""
    booth = made.make_booth(name="Boreal Maps")
    show = booth.show
    made.give_duty(booth, starts_at=NOW + timedelta(hours=2), hours=1)
    made.make_session(
        booth.hall, title="Selling abroad", starts_at=NOW + timedelta(hours=1), ends_at=NOW + timedelta(hours=2)
    )
    gone = made.make_session(booth.hall, starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=1))
    made.sessions.cancel(gone.pk, by=made.organiser_of(show), now=NOW)
    return show


def an_hour_from(at):
    return {"starts_at": at, "ends_at": at + timedelta(hours=1)}


def plan_of(show, **changes):
    held = {name: getattr(show, name) for name in ("name", "headline", "about", "time_zone", "first_on", "last_on")}
    plan = made.plan(**held, sectors=["software"], languages=["en", "fr"])
    return replace(plan, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"last_on": date(2026, 6, 9)},
        {"first_on": date(2026, 6, 11)},
        {"first_on": date(2026, 7, 9), "last_on": date(2026, 7, 11)},
        {"time_zone": "Asia/Tokyo"},
    ],
)
def test_moving_its_days_from_under_what_stands_in_them_is_refused(full, changes):
    assert (
        refused("left_out", actions.change_show, full.pk, plan_of(full, **changes), by=made.organiser_of(full), now=NOW)
        == ""
    )
    assert [day.on.day for day in full.days.all()] == [9, 10, 11]


def test_days_in_which_nothing_stands_are_free_to_go(full):
    plan = plan_of(full, first_on=date(2026, 6, 10), last_on=date(2026, 6, 10))
    actions.change_show(full.pk, plan, by=made.organiser_of(full), now=NOW)
    assert [day.on.day for day in full.days.all()] == [10]


def test_hours_that_leave_something_out_are_refused(full):
    on = date(2026, 6, 10)
    refused("left_out", set_hours, full, on, time(9), time(13, 30))
    refused("left_out", set_hours, full, on, time(12, 30), time(17))
    set_hours(full, on, time(12), time(14))


def test_closing_early_is_refused_with_what_it_touches_until_that_is_moved_or_cancelled(full, log_in):
    client, turn = log_in(made.organiser_of(full)), reverse("events:turn-show", args=[full.slug])
    by = made.organiser_of(full)
    refused("left_out", actions.close, full.pk, by=by, now=NOW)
    assert actions.close(full.pk, by=by, now=NOW + timedelta(hours=2)).state is Show.State.CLOSED
    assert client.post(turn, {"state": "announced"}).status_code == 302


def test_the_refusal_names_what_it_touches_by_the_shows_clock(full, log_in):
    client = log_in(made.organiser_of(full))
    address = reverse("events:edit-show", args=[full.slug])
    typed = sent_from(text_of(client.get(address)), having="headline")
    page = text_of(client.post(address, {**typed, "last_on": "2026-06-09"}), 422).replace("\u202f", " ")
    day = "Wednesday, June 10, 2026"
    assert f"2 would be left outside the show: “Selling abroad” ({day}, 12:00 PM EDT); duty of" in page
    assert f"at Boreal Maps ({day}, 1:00 PM EDT). Move or cancel them first." in page
    assert 'value="2026-06-09"' in page


def test_the_clock_closes_a_show_whatever_stands_in_it(full):
    assert actions.turn_with_the_clock(now=full.days.last().closes_at) == 1


def test_the_usual_hours_are_asked_about_where_a_day_has_them_twice(log_in):
    show = made.make_draft(**AMSTERDAM)
    client, address = log_in(made.organiser_of(show)), reverse("events:edit-show", args=[show.slug])
    typed = sent_from(text_of(client.get(address)), having="headline")
    night = {**typed, "first_on": "2027-10-30", "last_on": "2027-11-01", "opens": "02:30", "closes": "06:00"}
    assert client.post(address, night).status_code == 302  # the days stay as they are
    made.shows.change_show(show.pk, plan_of(show, last_on=date(2027, 10, 30)), by=made.organiser_of(show), now=NOW)
    asked = text_of(client.post(address, night), 422)
    assert "Choose which one you mean." in asked
    again = {**sent_from(asked, having="headline"), "opens_which": "1"}
    assert client.post(address, again).status_code == 302
    assert day_of(show, date(2027, 10, 31)).opens_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("first", ["0001-01-01", "9999-12-31"])
def test_days_beyond_all_calendars_are_refused(log_in, first):
    show = made.make_draft()
    client, address = log_in(made.organiser_of(show)), reverse("events:edit-show", args=[show.slug])
    typed = sent_from(text_of(client.get(address)), having="headline")
    page = text_of(client.post(address, {**typed, "first_on": first, "last_on": first}), 422)
    assert 'id="id_first_on_error"' in page
