from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from realtime import outbox, reactions
from realtime.outbox import Outbox, run_due
from realtime.streams import open_stream, publish
from realtime.throttle import Throttle
from tests.realtime.facts_for_tests import Happened

seen = []


def note(event):
    if event.told.what == "fail":
        raise ValueError("cannot")
    seen.append(event.told.what)


if reactions.reaction_named(f"{__name__}.note") is None:
    reactions.on(Happened)(note)


def happen(what):
    with transaction.atomic():
        publish(Happened(what=what), to=open_stream("test"), by=None, at=timezone.now())


@pytest.mark.django_db
def test_a_reaction_runs_once():
    seen.clear()
    happen("good")
    assert run_due(now=timezone.now()) == 1
    assert run_due(now=timezone.now()) == 0
    assert seen == ["good"]


@pytest.mark.django_db
def test_a_leased_row_is_left_alone_until_its_lease_ends():
    seen.clear()
    happen("good")
    Outbox.objects.update(leased_until=timezone.now() + outbox.LEASE)
    assert run_due(now=timezone.now()) == 0
    assert run_due(now=timezone.now() + outbox.LEASE + timedelta(seconds=1)) == 1


@pytest.mark.django_db
def test_two_workers_that_have_the_same_row_do_it_once():
    """The lease of the first ran out while it did the rows before."""
    seen.clear()
    happen("good")
    ours = outbox._claim(timezone.now(), 10)
    assert run_due(now=timezone.now() + outbox.LEASE) == 1
    assert [outbox._run(pk, timezone.now) for pk in ours] == [0]
    assert seen == ["good"]


@pytest.mark.django_db
def test_a_failed_reaction_waits_by_the_clock_of_its_worker():
    happen("fail")
    now = timezone.now() + timedelta(days=400)
    assert run_due(now=now) == 0
    wait = Outbox.objects.get().due_at - now
    assert timedelta(seconds=2) <= wait < timedelta(seconds=12)


@pytest.mark.django_db
def test_a_failing_reaction_backs_off_and_ends_as_a_dead_letter():
    happen("fail")
    now = timezone.now()
    for _ in range(outbox.ATTEMPTS):
        assert run_due(now=now) == 0
        now += timedelta(hours=1)
    row = Outbox.objects.get()
    assert row.dead_at is not None
    assert row.error == "ValueError: cannot"


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_woken_once_for_a_transaction(monkeypatch):
    woken = []
    monkeypatch.setattr(outbox, "_wake", Throttle(lambda: woken.append(1), seconds=0))
    with transaction.atomic():
        happen("first")
        happen("second")
    assert len(woken) == 1
    happen("third")
    assert len(woken) == 2
