from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from realtime.jobs import handlers, queue
from realtime.jobs.debounce import Debounced
from realtime.jobs.outside import letters
from realtime.jobs.queue import Job, run_due
from realtime.streams import open_stream, publish
from tests.realtime.facts_for_tests import Happened

NOW = timezone.now()
seen = []


def note(event):
    if event.told.what == "fail":
        raise ValueError("cannot")
    seen.append(event.told.what)


if handlers.handler_named(f"{__name__}.note") is None:
    handlers.on(Happened)(note)


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
    Job.objects.update(leased_until=timezone.now() + queue.LEASE)
    assert run_due(now=timezone.now()) == 0
    assert run_due(now=timezone.now() + queue.LEASE + timedelta(seconds=1)) == 1


@pytest.mark.django_db
def test_two_workers_that_have_the_same_row_do_it_once():
    """The lease of the first ran out while it did the rows before."""
    seen.clear()
    happen("good")
    ours = queue._claim(timezone.now(), 10)
    assert run_due(now=timezone.now() + queue.LEASE) == 1
    assert [queue._run(pk, timezone.now) for pk in ours] == [0]
    assert seen == ["good"]


@pytest.mark.django_db
def test_a_failed_reaction_waits_by_the_clock_of_its_worker():
    happen("fail")
    now = timezone.now() + timedelta(days=400)
    assert run_due(now=now) == 0
    wait = Job.objects.get().due_at - now
    assert timedelta(seconds=2) <= wait < timedelta(seconds=12)


@pytest.mark.django_db
def test_a_failing_reaction_backs_off_and_ends_as_a_dead_letter():
    happen("fail")
    now = timezone.now()
    for _ in range(queue.ATTEMPTS):
        assert run_due(now=now) == 0
        now += timedelta(hours=1)
    row = Job.objects.get()
    assert row.dead_at is not None
    assert row.error == "ValueError: cannot"


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_woken_once_for_a_transaction(monkeypatch):
    woken = []
    monkeypatch.setattr(queue, "_wake", Debounced(lambda: woken.append(1), seconds=0))
    with transaction.atomic():
        happen("first")
        happen("second")
    assert len(woken) == 1
    happen("third")
    assert len(woken) == 2


def done(at, **fields):
    """A job that is there already, of an event of its own."""
    with transaction.atomic():
        [event] = publish(Happened(what="good"), to=open_stream("test"), by=None, at=NOW)
    Job.objects.filter(event=event).update(done_at=at, **fields)
    return Job.objects.get(event=event).pk


@pytest.mark.django_db
def test_what_was_done_a_week_ago_is_deleted_in_batches_and_nothing_else(monkeypatch):
    monkeypatch.setattr(queue, "BATCH", 2)
    long_ago, lately = NOW - queue.DONE_FOR - timedelta(seconds=1), NOW - queue.DONE_FOR
    dead = [done(None, dead_at=long_ago) for _ in range(3)]
    late = done(None)
    old = [done(long_ago) for _ in range(4)]
    kept = [*dead, late, done(lately)]
    assert queue.forget_done(now=NOW) == len(old)
    assert list(Job.objects.order_by("pk").values_list("pk", flat=True)) == kept
    assert queue.forget_done(now=NOW) == 0


@pytest.mark.django_db
def test_jobs_of_both_queues_are_tidied_by_the_clock():
    done(timezone.now() - queue.DONE_FOR - timedelta(hours=1))
    letters.tidy()
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_reaction_whose_job_is_forgotten_is_not_done_again():
    seen.clear()
    done(NOW - timedelta(days=30))
    queue.forget_done(now=NOW)
    assert (run_due(now=timezone.now()), seen) == (0, [])
