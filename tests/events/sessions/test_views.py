import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.sessions.models import Session
from realtime.kinds.pieces import pieces_of
from realtime.streams import Event
from tests.events.pages import assert_hidden, text_of
from tests.factories import events as made
from tests.factories.members import make_member
from tests.factories.typed import sent_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return made.make_hall(made.make_show_of_today(), "North")


def in_hours(hours):
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)


def session_in(hall, hours, **changes):
    start = in_hours(hours)
    return made.make_session(hall, **{"starts_at": start, "ends_at": start + timedelta(hours=1), **changes})


def agenda(show, **query):
    return reverse("events:agenda", args=[show.slug]) + ("?mine=1" if query.get("mine") else "")


def form(hall, **changes):
    on = hall.show.last_on
    values = {"title": "Selling abroad", "kind": "panel", "hall": hall.pk, "on": on.isoformat(), "starts": "10:00"}
    return {**values, "ends": "11:00", "capacity": "", "speakers": "", "about": "", "key": "k", **changes}


def test_everyone_reads_the_agenda_day_by_day(hall):
    session_in(hall, 0, ends_at=in_hours(2), title="On just now", capacity=5)
    cancelled = session_in(hall, 3, title="Not any more")
    made.sessions.cancel(cancelled.pk, by=made.organiser_of(hall.show), now=timezone.now())
    page = text_of(Client().get(agenda(hall.show)))
    for words in ("On just now", "On now", "0 of 5 seats", "Not any more", "Cancelled", "Ada Okafor", "North"):
        assert words in page


def test_what_overlaps_in_ones_schedule_is_shown_on_both(hall, log_in):
    visitor = made.visit(hall.show)
    first = session_in(hall, 2, title="First talk")
    at_once = {"starts_at": first.starts_at, "ends_at": first.ends_at}
    second = session_in(made.make_hall(hall.show), 2, title="Second talk", **at_once)
    then = {"starts_at": first.ends_at, "ends_at": first.ends_at + timedelta(hours=1)}
    third = session_in(hall, 3, title="Third talk", **then)
    client = log_in(visitor)
    for session in (first, second, third):
        client.post(reverse("events:plan", args=[session.pk]), {"back": "agenda"})
    page = text_of(client.get(agenda(hall.show)))
    assert "At the same time as Second talk" in page
    assert "At the same time as First talk" in page
    assert "same time as Third talk" not in page
    mine = text_of(client.get(agenda(hall.show, mine=True)))
    assert "Third talk" in mine
    client.post(reverse("events:unplan", args=[second.pk]))
    assert "At the same time" not in text_of(client.get(agenda(hall.show)))


def test_duty_at_a_booth_conflicts_too(hall, log_in):
    booth = made.make_booth(hall, name="Boreal Maps")
    exhibitor = made.put_on_duty(booth)
    session = session_in(hall, 0)
    client = log_in(exhibitor)
    client.post(reverse("events:plan", args=[session.pk]))
    assert "At the same time as Boreal Maps" in text_of(client.get(session.get_absolute_url()))


def test_who_is_not_registered_is_led_to_the_door(hall, log_in):
    session = session_in(hall, 2)
    answer = log_in(make_member()).post(reverse("events:plan", args=[session.pk]), follow=True)
    assert "Register for the show first" in text_of(answer)
    assert session.plans.count() == 0


def test_a_full_session_says_so(hall, log_in):
    session = session_in(hall, 2, capacity=1)
    made.sessions.plan(session.pk, by=made.visit(hall.show), now=made.NOW)
    client = log_in(made.visit(hall.show))
    assert ">Full<" in text_of(client.get(agenda(hall.show)))
    late = client.post(reverse("events:plan", args=[session.pk]), follow=True)
    assert "The one seat is taken." in text_of(late)


def test_a_session_is_scheduled_with_members_among_its_speakers(hall, log_in):
    ada = make_member(email="ada@kontor.example", name="Ada Okafor", headline="Founder")
    client = log_in(made.organiser_of(hall.show))
    speakers = "ada@kontor.example\nJoost de Wit, Customs broker, Rotterdam\n\n"
    for _ in range(2):
        client.post(reverse("events:schedule", args=[hall.show.slug]), form(hall, speakers=speakers))
    session = Session.objects.get()
    named = [(one.name, one.headline, one.member) for one in session.speakers.all()]
    assert named == [("Ada Okafor", "Founder", ada), ("Joost de Wit", "Customs broker, Rotterdam", None)]
    assert session.starts_at.astimezone(hall.show.zone).hour == 10
    page = text_of(client.get(reverse("events:edit-session", args=[session.pk])))
    assert "Ada Okafor, Founder" in page
    again = form(hall, speakers="Ada Okafor, Founder", title="Anew")
    client.post(reverse("events:edit-session", args=[session.pk]), again)
    session.refresh_from_db()
    assert (session.title, session.speakers.get().member) == ("Anew", ada)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 161}, "at most 160 characters"),
        ({"kind": "opera"}, "Select a valid choice."),
        ({"on": "2020-01-01"}, "Select a valid choice."),
        ({"starts": "noon"}, "Enter a valid time."),
        ({"ends": "09:00"}, "not open in all of this time"),
        ({"speakers": "a\n" * 13}, "At most 12 speakers"),
        ({"capacity": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_still_there(hall, log_in, changes, words):
    made.close_day_before_midnight(hall.show)
    client = log_in(made.organiser_of(hall.show))
    sent = form(hall, about="Typed with care", **changes)
    page = text_of(client.post(reverse("events:schedule", args=[hall.show.slug]), sent), 422)
    assert words in page
    assert "Typed with care" in page
    assert Session.objects.count() == 0


def test_two_sessions_do_not_get_one_stage(hall, log_in):
    client = log_in(made.organiser_of(hall.show))
    schedule = reverse("events:schedule", args=[hall.show.slug])
    client.post(schedule, form(hall))
    page = text_of(client.post(schedule, form(hall, key="k2", starts="10:30", ends="11:30")), 422)
    assert "has the stage of North then" in page


def test_the_organiser_cancels_and_everyone_reads_it(hall, log_in):
    session = session_in(hall, 2)
    client = log_in(made.organiser_of(hall.show))
    for _ in range(2):
        assert client.post(reverse("events:cancel-session", args=[session.pk])).status_code == 302
    assert "Cancelled" in text_of(client.get(session.get_absolute_url()))


def test_hidden_sessions_answer_like_absent_ones(log_in):
    session = made.make_session(made.make_hall(made.make_draft()))
    assert_hidden(log_in(make_member()), session.get_absolute_url(), "/sessions/9/")


def test_pieces_of_a_page_are_asked_for_by_who_looks(hall, log_in):
    session = session_in(hall, 2)
    visitor = made.visit(hall.show)
    made.sessions.plan(session.pk, by=visitor, now=made.NOW)
    for address in (agenda(hall.show) + "?piece=1", session.get_absolute_url() + "?piece=1"):
        assert "In my schedule" in text_of(log_in(visitor).get(address))
        other = text_of(log_in(make_member()).get(address))
        assert "In my schedule" not in other
        assert "<html" not in other


def test_events_ask_for_the_pieces_they_change(hall):
    session = session_in(hall, 2)
    by = made.organiser_of(hall.show)
    made.sessions.change(
        session.pk, made.outline(hall, starts_at=in_hours(4), ends_at=in_hours(5)), by=by, now=made.NOW
    )
    last = Event.objects.filter(stream=hall.show.stream_id).select_related("stream").latest("seq")
    assert f"agenda-{hall.show_id}" in [piece.id for piece in pieces_of(last, "show")]
    last = Event.objects.filter(stream=session.stream_id).select_related("stream").latest("seq")
    assert [piece.id for piece in pieces_of(last, "session")] == [f"session-head-{session.pk}"]


def test_a_session_asks_as_often_for_three_as_for_one(hall, log_in, count_queries):
    session = session_in(hall, 2)
    visitors = [made.visit(hall.show) for _ in range(3)]
    client = log_in(visitors[0])

    def fill(n):
        made.say(session, visitors[n])
        made.sessions.plan(session.pk, by=visitors[n], now=made.NOW)
        session_in(hall, 4 + n)

    fill(0)
    one = count_queries(lambda: client.get(session.get_absolute_url()))
    fill(1), fill(2)
    assert count_queries(lambda: client.get(session.get_absolute_url())) == one


@pytest.fixture
def night():
    """A hall of a show in Amsterdam that is open over both nights on which the clock is turned in 2027."""
    days = {"opens": time(0), "closes": time(0), "time_zone": "Europe/Amsterdam"}

    def hall(on):
        return made.make_hall(
            made.make_open_show(first_on=on - timedelta(days=1), last_on=on + timedelta(days=1), **days)
        )

    return hall


def scheduling(hall, on, starts, ends, **more):
    return form(hall, on=on.isoformat(), starts=starts, ends=ends, speakers="Ada, who typed this", **more)


@pytest.mark.parametrize(("starts", "ends"), [("02:30", "03:15"), ("02:30", "03:45"), ("02:00", "04:00")])
def test_a_clock_that_never_comes_is_refused_at_its_field_and_what_was_typed_stays(log_in, night, starts, ends):
    hall, on = night(date(2027, 3, 28)), date(2027, 3, 28)
    client = log_in(made.organiser_of(hall.show))
    page = text_of(client.post(schedule_at(hall), scheduling(hall, on, starts, ends)), 422).replace("\u202f", " ")
    assert 'id="id_starts_error"' in page
    assert "The nearest are 1:59 AM and 3:00 AM." in page
    assert f'value="{starts}"' in page
    assert "Ada, who typed this" in page
    assert not Session.objects.exists()


@pytest.mark.parametrize(("which", "hour"), [("0", 0), ("1", 1)])
def test_a_clock_that_comes_twice_is_asked_for_at_its_field_and_kept(log_in, night, which, hour):
    hall, on = night(date(2027, 10, 31)), date(2027, 10, 31)
    client = log_in(made.organiser_of(hall.show))
    asked = text_of(client.post(schedule_at(hall), scheduling(hall, on, "02:30", "04:00")), 422)
    assert "Choose which one you mean." in asked
    typed = sent_from(asked, having="starts")
    assert typed["starts_which"] == ""
    assert client.post(schedule_at(hall), {**typed, "starts_which": which}).status_code == 302
    session = Session.objects.get()
    assert session.starts_at == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    page = text_of(client.get(session.get_absolute_url())).replace("\u202f", " ")
    assert f"2:30 AM {['CEST', 'CET'][hour]}" in page
    edit = reverse("events:edit-session", args=[session.pk])
    shown = sent_from(text_of(client.get(edit)), having="starts")
    assert shown["starts_which"] == which
    assert client.post(edit, {**shown, "title": "Only the title"}).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.starts_at.hour) == ("Only the title", hour)
    assert Event.objects.filter(fact="session.moved").count() == 0


def test_a_session_after_midnight_of_the_last_day_can_be_changed(log_in):
    show = made.make_open_show(opens=time(20), closes=time(2))
    after = show.days.last().closes_at - timedelta(hours=1)
    session = made.make_session(made.make_hall(show), starts_at=after, ends_at=after + timedelta(minutes=30))
    client, edit = log_in(made.organiser_of(show)), reverse("events:edit-session", args=[session.pk])
    typed = sent_from(text_of(client.get(edit)), having="starts")
    assert typed["on"] == "2026-06-12"
    assert client.post(edit, {**typed, "starts": "01:15"}).status_code == 302
    session.refresh_from_db()
    assert session.starts_at == after + timedelta(minutes=15)


def schedule_at(hall):
    return reverse("events:schedule", args=[hall.show.slug])


def test_two_speakers_of_one_name_are_told_apart_by_address_when_a_line_changes(hall, log_in):
    one, two = make_member(name="Bo Li"), make_member(name="Bo Li")
    voices = [made.sessions.Voice(name="Bo Li", headline=str(n), member_id=who.pk) for n, who in enumerate((one, two))]
    session = session_in(hall, 2, speakers=voices)
    client, edit = log_in(made.organiser_of(hall.show)), reverse("events:edit-session", args=[session.pk])
    typed = sent_from(text_of(client.get(edit)), having="starts")
    assert client.post(edit, {**typed, "title": "Only the title"}).status_code == 302
    assert [voice.member_id for voice in session.speakers.all()] == [one.pk, two.pk]
    changed = {**typed, "speakers": "Bo Li, 0\r\nBo Li, chair"}
    assert "Two speakers are called Bo Li." in text_of(client.post(edit, changed), 422)
    assert client.post(edit, {**changed, "speakers": f"Bo Li, 0\r\n{two.email}, chair"}).status_code == 302
    assert [voice.member_id for voice in session.speakers.all()] == [one.pk, two.pk]


def moved_form(session, client, **changes):
    edit = reverse("events:edit-session", args=[session.pk])
    return edit, {**sent_from(text_of(client.get(edit)), having="starts"), **changes}


def test_moving_a_session_asks_with_the_old_time_the_new_one_and_how_many_are_told(hall, asked_as):
    session = made.make_session(hall, starts_at=at_ten(hall), ends_at=at_ten(hall, hours=1), title="Selling abroad")
    by = made.organiser_of(hall.show)
    for one in (made.visit(hall.show), made.visit(hall.show), made.visit(hall.show, by)):
        made.sessions.plan(session.pk, by=one, now=timezone.now())
    client = asked_as(by)
    other = made.make_hall(hall.show, "South")
    edit, sent = moved_form(session, client, starts="12:00", ends="13:30", hall=other.pk, title="Selling far")

    page = text_of(client.post(edit, sent)).replace("\u202f", " ")

    assert '<h1 tabindex="-1" autofocus>Move this session?</h1>' in page
    on = session.starts_at.strftime("%A")
    assert f"“Selling far” moves to {on}" in page
    assert "12:00 PM – 1:30 PM UTC, South. Before:" in page
    assert "10:00 AM – 11:00 AM UTC, North. 2 people who planned it are told." in page
    session.refresh_from_db()
    assert (session.title, session.hall) == ("Selling abroad", hall)
    done = client.post(edit, {**sent, "confirmed": "1"}, follow=True)
    assert done.redirect_chain == [(session.get_absolute_url(), 302)]
    assert "It moved. 2 people who planned it are told." in text_of(done)
    assert Event.objects.filter(fact="session.moved").count() == 2  # one in its stream, one in the show's


@pytest.mark.parametrize("changes", [{"title": "Only the title"}, {"starts": "12:00", "ends": "13:00"}])
def test_what_tells_nobody_is_not_asked_about(hall, asked_as, changes):
    session = made.make_session(hall, starts_at=at_ten(hall), ends_at=at_ten(hall, hours=1))
    if "title" in changes:
        made.sessions.plan(session.pk, by=made.visit(hall.show), now=timezone.now())
    client = asked_as(made.organiser_of(hall.show))
    edit, sent = moved_form(session, client, **changes)

    saved = client.post(edit, sent, follow=True)

    assert saved.redirect_chain == [(session.get_absolute_url(), 302)]
    assert "Saved." in text_of(saved)
    assert Event.objects.filter(fact__in=["session.moved", "session.changed"]).count() == 2


def at_ten(hall, hours=0):
    return datetime.combine(hall.show.last_on, time(10 + hours), UTC)


@pytest.mark.parametrize("page", ["/shows/{show}/agenda/", "/halls/{hall}/"])
def test_no_blank_stands_before_the_comma_between_speakers(hall, log_in, page):
    speakers = [made.sessions.Voice(name="Ada Okafor"), made.sessions.Voice(name="Bo Li")]
    session_in(hall, 0, ends_at=in_hours(2), speakers=speakers)

    text = text_of(log_in(made.visit(hall.show)).get(page.format(show=hall.show.slug, hall=hall.pk)))

    assert re.search(r">Ada Okafor,</span>\s+<span class=\"name\">Bo Li</span>", text)
