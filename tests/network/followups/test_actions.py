"""Waves, links and reminders of an invented service: each record once, and never more than four reminders."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from ground.web import personal_links
from network.followups import kinds
from network.followups.actions import raise_due, send_due, steps
from network.followups.models import SENDS
from network.followups.tasks import sweep
from realtime.streams import Event, open_stream
from tests.factories.members import make_member
from tests.network.followups.voyages import Logbook, Voyage

OVER = date(2026, 1, 31)
A_MONTH_ON = datetime(2026, 2, 28, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def voyage(service):
    return Voyage.objects.create(
        stream=open_stream("voyage"), over_on=OVER, captain=make_member().pk, owner=make_member().pk
    )


@pytest.fixture
def logbook(service, voyage):
    raise_due(service, now=A_MONTH_ON)
    return Logbook.objects.get()


def facts_of(row):
    return list(Event.objects.filter(stream=row.stream_id).order_by("seq").values_list("fact", flat=True))


def test_each_wave_is_raised_once_on_its_day(service, voyage):
    days = (A_MONTH_ON - timedelta(days=1), A_MONTH_ON, A_MONTH_ON, A_MONTH_ON + 22 * WEEK, A_MONTH_ON + 22 * WEEK)
    assert [raise_due(service, now=day) for day in days] == [0, 1, 0, 1, 0]
    assert list(Logbook.objects.order_by("wave").values_list("wave", "due_on")) == [
        (1, date(2026, 2, 28)),
        (6, date(2026, 7, 31)),
    ]
    assert facts_of(voyage) == ["logbook.due", "logbook.due"]


def test_what_is_owed_is_looked_for_before_the_transaction(service, voyage):
    """A database that has one lock for all would else be held while all that was ever given is gone through."""
    deep = []

    def given(now):
        deep.append(len(connection.savepoint_ids))
        return service.given(now)

    outside = len(connection.savepoint_ids)
    assert raise_due(replace(service, given=given), now=A_MONTH_ON) == 1
    assert deep == [outside]


def test_what_another_raised_meanwhile_is_not_raised_again(service, voyage):
    owed = steps.owed(service, A_MONTH_ON)
    raise_due(service, now=A_MONTH_ON)

    with transaction.atomic():
        assert steps.raise_step(service, owed, now=A_MONTH_ON) == 0
    assert Logbook.objects.count() == 1


def test_a_wave_cannot_be_stored_twice(service, logbook):
    with pytest.raises(IntegrityError), transaction.atomic():
        Logbook.objects.create(
            stream=open_stream("logbook"), voyage=logbook.voyage, wave=1, due_on=OVER, raised_at=A_MONTH_ON
        )


def test_it_is_mailed_weekly_by_a_new_link_four_times_at_most(service, logbook):
    sent = [send_due(service, now=A_MONTH_ON + week * WEEK) for week in range(8)]
    links = list(logbook.links.order_by("number"))

    assert sent == [1] * SENDS + [0] * 4
    assert [link.digest for link in links] == [personal_links.digest_of(link.token) for link in links]
    assert len({link.token for link in links}) == SENDS
    assert (links[0].opens_at(A_MONTH_ON + WEEK), links[0].opens_at(A_MONTH_ON)) == (False, True)
    assert facts_of(logbook) == ["logbook.due", *["logbook.mailed"] * SENDS]


def test_one_sweep_does_both_for_every_service(service, voyage):
    sweep()
    assert [(one.wave, one.sends) for one in Logbook.objects.order_by("wave")] == [(1, 1), (6, 1)]


def test_whoever_may_ask_gets_a_link_however_late_and_no_other(service, logbook):
    captain = make_member()
    Voyage.objects.update(captain=captain.pk)
    late = A_MONTH_ON + 300 * WEEK
    with transaction.atomic():
        steps.send_again_step(service, logbook.pk, by=captain, now=late)
    with transaction.atomic(), pytest.raises(ValidationError) as refused:
        steps.send_again_step(service, logbook.pk, by=None, now=late + timedelta(minutes=59))
    with transaction.atomic(), pytest.raises(PermissionDenied):
        steps.send_again_step(service, logbook.pk, by=make_member(), now=late + WEEK)

    logbook.refresh_from_db()
    assert (refused.value.code, logbook.links.count(), logbook.sends) == ("just", 1, 0)


def test_an_answer_ends_the_reminders_signed_or_not_and_keeps_the_draft_from_then_on(service, logbook):
    with transaction.atomic():
        steps.keep_step(service, logbook.pk, draft={"fish": "9"}, now=A_MONTH_ON)
        steps.answer_step(steps.hold_step(service, logbook.pk), now=A_MONTH_ON)
        steps.keep_step(service, logbook.pk, draft={"fish": "0"}, now=A_MONTH_ON + WEEK)
        steps.decline_step(service, steps.hold_step(service, logbook.pk), now=A_MONTH_ON + WEEK)

    logbook.refresh_from_db()
    assert (logbook.answered_at, logbook.declined_at, logbook.draft) == (A_MONTH_ON, None, {"fish": "9"})
    assert send_due(service, now=A_MONTH_ON + WEEK) == 0


def test_who_declined_is_asked_no_more_told_once_and_may_still_answer(service, logbook):
    with transaction.atomic():
        for _ in range(2):
            steps.decline_step(service, steps.hold_step(service, logbook.pk), now=A_MONTH_ON)
    assert send_due(service, now=A_MONTH_ON + WEEK) == 0
    assert facts_of(logbook) == ["logbook.due", "logbook.declined"]

    with transaction.atomic():
        steps.answer_step(steps.hold_step(service, logbook.pk), now=A_MONTH_ON + WEEK)
    logbook.refresh_from_db()
    assert (logbook.is_answered, logbook.declined_at) == (True, None)


def test_a_service_is_registered_once(service):
    with pytest.raises(ValueError, match="logbook is followed up already"):
        kinds.register(service)
