"""Who is told of what: when doors open, sessions move, and duty is given."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from realtime.jobs.mail import send_due
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from tests.factories import events as made
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db
NOW, HOUR = made.NOW, timedelta(hours=1)
DAY = "Wednesday, June 10, 2026"


def told(of):
    run_all()
    found = Notice.objects.filter(kind__startswith=of).order_by("event", "recipient")
    return [(notice.recipient, plain(notice.sentence), notice.path) for notice in found]


def plain(text):
    """CLDR puts a narrow space before AM and PM."""
    return text.replace("\u202f", " ")


def test_registered_visitors_are_told_when_the_doors_open_and_not_the_organiser():
    show = made.make_show(name="Harbour Days")
    visitors = sorted(made.visit(show).pk for _ in range(2))
    made.visit(show, made.organiser_of(show))
    made.shows.open_doors(show.pk, by=made.organiser_of(show), now=NOW)
    sentence = "Harbour Days is open: come in"
    assert told("shows.") == [(visitor, sentence, show.get_absolute_url()) for visitor in visitors]


def test_who_planned_a_session_is_told_once_when_it_moves_and_when_it_is_cancelled():
    session = made.make_session(title="Selling abroad")
    visitor = made.visit(session.show)
    made.visit(session.show)
    made.sessions.plan(session.pk, by=visitor, now=NOW)
    by = made.organiser_of(session.show)
    moved = made.outline(
        session.hall, title=session.title, starts_at=NOW + timedelta(hours=2), ends_at=NOW + timedelta(hours=3)
    )
    made.sessions.change(session.pk, moved, by=by, now=NOW)
    when = f"{DAY}, 5:00 PM – 6:00 PM UTC (there: 1:00 PM – 2:00 PM EDT)"
    was = f"{DAY}, 3:00 PM – 3:45 PM UTC (there: 11:00 AM – 11:45 AM EDT)"
    sentence = f"“Selling abroad” moves to {when}, {session.hall.name}. Before: {was}"
    assert told("sessions.") == [(visitor.pk, sentence, session.get_absolute_url())]
    made.sessions.cancel(session.pk, by=by, now=NOW)
    sentence = f"“Selling abroad” is cancelled. It was planned for {when}, {session.hall.name}"
    assert told("sessions.")[1:] == [(visitor.pk, sentence, session.get_absolute_url())]


def test_a_notice_and_its_mail_speak_by_the_clock_of_their_reader():
    session = made.make_session(title="Selling abroad")
    visitor = made.visit(session.show, make_member(time_zone="Asia/Tokyo"))
    made.sessions.plan(session.pk, by=visitor, now=NOW)
    moved = made.outline(session.hall, title=session.title, starts_at=NOW + 2 * HOUR, ends_at=NOW + 3 * HOUR)
    made.sessions.change(session.pk, moved, by=made.organiser_of(session.show), now=NOW)
    run_all()
    send_due(now=NOW + HOUR)
    when = "Thursday, June 11, 2026, 2:00 AM – 3:00 AM JST (there: Wednesday, June 10, 2026, 1:00 PM – 2:00 PM EDT)"
    assert when in plain(django_mail.outbox[-1].body)
    with timezone.override("Asia/Tokyo"):
        assert when in told("sessions.")[0][1]


def test_another_hall_at_the_same_time_is_told_as_that():
    session = made.make_session(title="Selling abroad")
    other, by = made.make_hall(session.show), made.organiser_of(session.show)
    visitor = made.visit(session.show, make_member(time_zone="America/Toronto"))
    made.sessions.plan(session.pk, by=visitor, now=NOW)
    made.sessions.change(session.pk, made.outline(other, title=session.title), by=by, now=NOW)
    with timezone.override("America/Toronto"):
        [(_who, sentence, _path)] = told("sessions.")
    moved = f"“Selling abroad” moves from {session.hall.name} to {other.name}."
    assert sentence == f"{moved} Still on {DAY}, 11:00 AM – 11:45 AM EDT"


def test_new_words_of_a_session_are_no_news():
    session = made.make_session()
    made.sessions.plan(session.pk, by=made.visit(session.show), now=NOW)
    by = made.organiser_of(session.show)
    made.sessions.change(session.pk, made.outline(session.hall, title="Anew"), by=by, now=NOW)
    assert told("sessions.") == []


def test_staff_are_told_of_duty_that_others_give_and_take():
    booth = made.make_booth(name="Boreal Maps")
    colleague, by = make_member(), made.exhibitor_of(booth)
    join(booth.firm, colleague)
    made.booths.add_staff(booth.pk, member_id=colleague.pk, by=by, now=NOW)
    made.give_duty(booth, starts_at=NOW + timedelta(hours=3))
    duty = made.give_duty(booth, colleague, starts_at=NOW)
    words = f"{DAY}, 3:00 PM – 5:00 PM UTC (there: 11:00 AM – 1:00 PM EDT)"
    given = f"You are on duty at Boreal Maps: {words}"
    assert told("booths.") == [(colleague.pk, given, booth.get_absolute_url())]
    made.booths.cancel_duty(duty.pk, by=by, now=NOW)
    taken = f"You are free: duty at Boreal Maps is cancelled, {words}"
    assert told("booths.")[1:] == [(colleague.pk, taken, booth.get_absolute_url())]


def waiting(of):
    run_all()
    return [notice.kind for notice in Notice.objects.unread().filter(kind__startswith=of).order_by("id")]


def test_what_is_over_or_was_changed_again_waits_for_nobody():
    show = made.make_show(name="Harbour Days")
    made.visit(show)
    by = made.organiser_of(show)
    made.shows.open_doors(show.pk, by=by, now=NOW)
    assert waiting("shows.") == ["shows.opened"]
    made.shows.close(show.pk, by=by, now=NOW)
    assert waiting("shows.") == []


def test_of_a_session_that_moves_twice_and_is_cancelled_the_last_word_counts():
    session = made.make_session(title="Selling abroad")
    made.sessions.plan(session.pk, by=made.visit(session.show), now=NOW)
    by = made.organiser_of(session.show)
    for hour in (2, 3):
        at = {"starts_at": NOW + timedelta(hours=hour), "ends_at": NOW + timedelta(hours=hour + 1)}
        made.sessions.change(session.pk, made.outline(session.hall, title=session.title, **at), by=by, now=NOW)
        assert waiting("sessions.") == ["sessions.moved"]
    made.sessions.cancel(session.pk, by=by, now=NOW)
    assert waiting("sessions.") == ["sessions.cancelled"]
