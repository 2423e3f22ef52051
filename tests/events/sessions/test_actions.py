from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from events.sessions import actions, facts
from events.sessions.models import Session, SessionPlan
from realtime.jobs.queue import run_all
from realtime.streams import timeline
from tests.events.refusals import refused
from tests.factories import events as made
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = made.NOW
HOUR = timedelta(hours=1)


def told(thing):
    return [event.told for event in reversed(timeline(thing.stream))]


def change(session, **changes):
    by = made.organiser_of(session.show)
    outline = made.outline(session.hall, **{"title": session.title, **changes})
    return actions.change(session.pk, outline, by=by, now=NOW - HOUR)


def test_a_session_is_scheduled_once_per_key():
    hall = made.make_hall(made.make_show())
    by, outline = made.organiser_of(hall.show), made.outline(hall, kind="panel")
    session, same = (actions.schedule(hall.show_id, outline, by=by, key="k", now=NOW) for _ in range(2))
    assert session == same
    assert [(one.name, one.headline) for one in session.speakers.all()] == [("Ada Okafor", "Founder")]
    assert told(session) == [facts.SessionScheduled(session_id=session.pk)]
    assert told(hall.show)[-1] == told(session)[0]


def test_a_stage_has_one_session_at_a_time():
    session = made.make_session()
    for hours in (-0.5, 0, 0.5):
        starts = NOW + hours * HOUR
        field = refused("taken", made.make_session, session.hall, starts_at=starts, ends_at=starts + HOUR)
        assert field == "starts"
    after = made.make_session(session.hall, starts_at=session.ends_at, ends_at=session.ends_at + HOUR)
    assert made.make_session(made.make_hall(session.show)).starts_at == session.starts_at
    assert after.starts_at == session.ends_at


def test_a_cancelled_session_frees_the_stage():
    session = made.make_session()
    actions.cancel(session.pk, by=made.organiser_of(session.show), now=NOW)
    assert made.make_session(session.hall).starts_at == session.starts_at


@pytest.mark.parametrize(
    ("starts", "ends", "code"), [(1, 1, "order"), (2, 1, "order"), (-3, 1, "closed"), (1, 7, "closed")]
)
def test_a_session_keeps_to_the_hours_of_the_show(starts, ends, code):
    refused(code, made.make_session, starts_at=NOW + starts * HOUR, ends_at=NOW + ends * HOUR)


def test_a_hall_of_another_show_is_not_to_be_had():
    show, elsewhere = made.make_show(), made.make_hall(made.make_show())
    with pytest.raises(elsewhere.DoesNotExist):
        actions.schedule(show.pk, made.outline(elsewhere), by=made.organiser_of(show), key="", now=NOW)


def test_a_move_says_where_it_was_and_raises_the_sequence():
    session = made.make_session()
    moved = change(session, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    assert moved.sequence == 1
    was = {"from_at": "2026-06-10T15:00:00+00:00", "from_until": "2026-06-10T15:45:00+00:00"}
    assert told(session)[-1] == facts.SessionMoved(session_id=session.pk, from_hall_id=session.hall_id, **was)
    reworded = change(session, title="Anew", starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    assert reworded.sequence == 2
    assert told(session)[-1] == facts.SessionChanged(session_id=session.pk)


def test_saving_what_is_there_already_is_no_change():
    session = made.make_session()
    assert change(session).sequence == 0
    assert len(told(session)) == 1


def test_a_session_is_cancelled_once():
    session = made.make_session()
    by = made.organiser_of(session.show)
    for _ in range(2):
        cancelled = actions.cancel(session.pk, by=by, now=NOW)
    assert (cancelled.cancelled_at, cancelled.sequence) == (NOW, 1)
    assert told(session)[1:] == [facts.SessionCancelled(session_id=session.pk)]
    refused("cancelled", change, session, title="Back")


def test_what_is_over_is_not_cancelled():
    session = made.make_session()
    refused("over", actions.cancel, session.pk, by=made.organiser_of(session.show), now=session.ends_at)


def test_only_organisers_schedule():
    session, stranger = made.make_session(), made.organiser_of(made.make_show())
    visitor = made.visit(session.show)
    for by in (stranger, visitor):
        with pytest.raises(PermissionDenied):
            actions.schedule(session.show_id, made.outline(session.hall), by=by, key="", now=NOW)
        with pytest.raises(PermissionDenied):
            actions.change(session.pk, made.outline(session.hall), by=by, now=NOW)
        with pytest.raises(PermissionDenied):
            actions.cancel(session.pk, by=by, now=NOW)


def test_visitors_exhibitors_and_organisers_keep_a_schedule():
    session = made.make_session()
    exhibitor = made.exhibitor_of(made.make_booth(session.hall))
    for member in (made.visit(session.show), exhibitor, made.organiser_of(session.show)):
        assert actions.plan(session.pk, by=member, now=NOW).member == member
    with pytest.raises(PermissionDenied):
        actions.plan(session.pk, by=make_member(), now=NOW)


def test_planning_twice_takes_one_seat_and_giving_it_back_frees_it():
    session = made.make_session(capacity=1)
    first, second = made.visit(session.show), made.visit(session.show)
    for _ in range(2):
        actions.plan(session.pk, by=first, now=NOW)
    refused("full", actions.plan, session.pk, by=second, now=NOW)
    assert refused("fewer", change, with_two_seats_taken(), capacity=1) == "capacity"
    for _ in range(2):
        actions.unplan(session.pk, by=first, now=NOW)
    assert actions.plan(session.pk, by=second, now=NOW).member == second
    planned, unplanned = (fact(session_id=session.pk) for fact in (facts.SessionPlanned, facts.SessionUnplanned))
    assert told(session)[1:] == [planned, unplanned, planned]


def with_two_seats_taken():
    session = made.make_session(capacity=2)
    for _ in range(2):
        actions.plan(session.pk, by=made.visit(session.show), now=NOW)
    return session


@pytest.mark.parametrize(("minutes", "code"), [(45, "over"), (0, "cancelled")])
def test_what_is_over_or_cancelled_is_not_planned(minutes, code):
    session = made.make_session()
    visitor = made.visit(session.show)
    if code == "cancelled":
        actions.cancel(session.pk, by=made.organiser_of(session.show), now=NOW)
    refused(code, actions.plan, session.pk, by=visitor, now=NOW + timedelta(minutes=minutes))


def test_who_leaves_the_show_gives_back_the_seats_to_come():
    hall = made.make_hall(made.make_open_show())
    coming = made.make_session(hall, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    over = made.make_session(hall, starts_at=NOW - HOUR, ends_at=NOW)
    visitor = made.visit(hall.show)
    for session in (coming, over):
        actions.plan(session.pk, by=visitor, now=made.MADE)
    made.leave(hall.show, visitor)
    run_all()
    assert [plan.session for plan in SessionPlan.objects.all()] == [over]
    assert Session.objects.planned_by(visitor).get() == over
