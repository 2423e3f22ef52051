"""No seat and no stage is given twice (guarantee G5)."""

import pytest

from events.sessions import actions
from events.sessions.models import Session, SessionPlan
from tests.factories import events as made
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)
NOW = made.NOW


def test_many_want_the_last_seats():
    session = made.make_session(capacity=2)
    visitors = [made.visit(session.show) for _ in range(5)]
    results = race(*(lambda by=by: actions.plan(session.pk, by=by, now=NOW).pk for by in visitors))
    assert results.count("full") == 3
    assert SessionPlan.objects.filter(session=session).count() == 2


def test_two_want_the_stage():
    hall = made.make_hall(made.make_open_show())
    by = made.organiser_of(hall.show)
    outlines = [made.outline(hall) for _ in range(4)]
    results = race(
        *(lambda one=one: actions.schedule(hall.show_id, one, by=by, key="", now=NOW).pk for one in outlines)
    )
    assert results.count("taken") == 3
    assert Session.objects.count() == 1
