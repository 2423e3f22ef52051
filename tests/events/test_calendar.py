"""What shows, duty, agreed meetings and itineraries put into calendars."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from landings.itineraries import actions as itineraries
from network.introductions import actions as introductions
from tests.events.pages import text_of
from tests.factories import events as made
from tests.factories.calendar import address_of, events_at
from tests.factories.introductions import make_agreed_introduction, sides_of
from tests.factories.landings_itineraries import plan as itinerary_plan
from tests.factories.landings_placements import make_landing
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
CALENDAR = reverse("network:calendar")


@pytest.fixture
def busy():
    """A member who planned one session, has one duty, and an exhibitor's booth."""
    booth = made.make_booth(made.make_hall(made.make_show_of_today()), name="Boreal Maps")
    member = made.put_on_duty(booth)
    start = timezone.now() + timedelta(minutes=1)
    session = made.make_session(booth.hall, title="Planned, by me", starts_at=start, ends_at=start + timedelta(hours=1))
    made.sessions.plan(session.pk, by=member, now=timezone.now())
    other = made.make_hall(booth.show)
    made.make_session(other, title="Not planned", starts_at=start, ends_at=start + timedelta(hours=1))
    return member, session


def test_the_feed_holds_my_sessions_and_duty_and_nothing_else(busy, log_in):
    member, session = busy
    found = events_at(address_of(log_in(member)))
    assert sorted(str(event["summary"]) for event in found.values()) == ["On duty at Boreal Maps", "Planned, by me"]
    event = found[f"session-{session.pk}"]
    assert event["dtstart"].dt.replace(microsecond=0) == session.starts_at.replace(microsecond=0)


@pytest.fixture
def agreed():
    """An agreed meeting, tomorrow for half an hour by the founder's clock in Halifax."""
    founder, contact = make_member(name="Ada Okafor", time_zone="America/Halifax"), make_member(name="Bo Li")
    introduction = make_agreed_introduction(founder=founder, contact=contact)
    start = timezone.now().replace(microsecond=0) + timedelta(days=1)
    time = introductions.suggest_time(introduction.pk, by=founder, starts_at=start, minutes=30, now=timezone.now())
    introductions.accept_time(time.pk, by=contact, now=timezone.now())
    introductions.suggest_time(
        introduction.pk, by=founder, starts_at=start + timedelta(hours=2), minutes=30, now=timezone.now()
    )
    return introduction, time


def test_an_agreed_meeting_stands_in_the_calendar_of_both_and_blocks_their_time(agreed, log_in):
    introduction, time = agreed
    founder, contact = (side.member for side in sides_of(introduction))
    for member, other in ((founder, contact), (contact, founder)):
        client = log_in(member)
        found = events_at(address_of(client))
        assert list(found) == [f"meeting-{time.pk}"]
        [event] = found.values()
        assert (event["dtstart"].dt, event["dtend"].dt) == (time.starts_at, time.ends_at)
        assert event["dtstart"].params["TZID"] == "America/Halifax"
        assert (str(event["summary"]), str(event["transp"])) == (f"Meeting: {other}", "OPAQUE")
        assert str(event["url"]).endswith(f"/messages/{introduction.conversation_id}/")
        page = text_of(client.get(CALENDAR))
        assert f"Meeting: {other}" in page
        assert f'href="/messages/{introduction.conversation_id}/"' in page


def test_who_arranged_a_meeting_sees_it_without_being_taken_up_and_others_do_not_see_it(agreed, log_in):
    introduction, _time = agreed
    [event] = events_at(address_of(log_in(introduction.commissioner))).values()
    assert (str(event["summary"]), str(event["transp"])) == ("Meeting: Ada Okafor, Bo Li", "TRANSPARENT")
    assert events_at(address_of(log_in(make_member()))) == {}


def test_an_agreed_meeting_on_an_itinerary_is_in_the_calendar_once_until_it_is_moved_there(log_in):
    landing = make_landing()
    founder, now = landing.application.applicant, timezone.now() - timedelta(days=3000)
    introduction = make_agreed_introduction(founder=founder)
    when = itinerary_plan().starts_at
    time = introductions.suggest_time(introduction.pk, by=founder, starts_at=when, minutes=30, now=now)
    introductions.accept_time(time.pk, by=sides_of(introduction)[1].member, now=now)
    itineraries.add_agreed(landing.pk, by=founder, now=now)
    [item] = landing.items.all()
    address = address_of(log_in(founder))
    assert list(events_at(address)) == [f"meeting-{time.pk}"]
    itineraries.change(item.pk, itinerary_plan(day=7), by=founder, sequence=0, now=now)
    assert sorted(events_at(address)) == [f"itinerary-{item.pk}", f"meeting-{time.pk}"]


def test_days_after_an_early_closing_are_called_off_in_the_shows_feed():
    show = made.make_open_show()
    made.shows.close(show.pk, by=made.organiser_of(show), now=made.NOW)
    found = events_at(reverse("events:show-feed", args=[show.slug]))
    states = [str(found[f"show-{show.pk}-202606{day}"]["status"]) for day in ("09", "10", "11")]
    assert states == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_a_move_and_a_cancellation_reach_the_feed_under_the_same_uid(busy, log_in):
    member, session = busy
    address, by = address_of(log_in(member)), made.organiser_of(session.show)
    later = made.outline(session.hall, starts_at=session.ends_at, ends_at=session.ends_at + timedelta(hours=1))
    made.sessions.change(session.pk, later, by=by, now=timezone.now())
    moved = events_at(address)[f"session-{session.pk}"]
    made.sessions.cancel(session.pk, by=by, now=timezone.now())
    cancelled = events_at(address)[f"session-{session.pk}"]
    assert (moved["sequence"], str(moved["status"])) == (1, "CONFIRMED")
    assert (cancelled["sequence"], str(cancelled["status"])) == (2, "CANCELLED")


def test_nothing_is_sent_again_while_nothing_changed(busy, log_in):
    member, session = busy
    address = address_of(log_in(member))
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    made.sessions.cancel(session.pk, by=made.organiser_of(session.show), now=timezone.now())
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_feed_of_a_show_is_open_and_holds_its_days_and_sessions():
    session = made.make_session(title="For everyone")
    show = session.show
    found = events_at(reverse("events:show-feed", args=[show.slug]))
    days = [event for uid, event in found.items() if uid.startswith(f"show-{show.pk}-")]
    assert len(days) == 3
    assert {str(day["transp"]) for day in days} == {"TRANSPARENT"}
    assert str(found[f"session-{session.pk}"]["summary"]) == "For everyone"


def test_the_feed_asks_as_often_for_three_as_for_one(busy, log_in, count_queries):
    member, session = busy
    address = address_of(log_in(member))
    Client().get(address)
    one = count_queries(lambda: Client().get(address))
    for n in range(2):
        start = session.ends_at + timedelta(hours=n)
        more = made.make_session(session.hall, starts_at=start, ends_at=start + timedelta(hours=1))
        made.sessions.plan(more.pk, by=member, now=timezone.now())
    assert count_queries(lambda: Client().get(address)) == one
