"""The queue of jobs (a transactional outbox): one row per (event, handler), written with the event, done by the worker,
kept for a week after.

Celery is told on commit; a sweep each few seconds takes what was not told or died. No task carries an ETA and
nothing true lives in the broker.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from celery import shared_task
from celery.exceptions import OperationalError
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Min, Q
from django.utils import timezone, translation

from ground.tables import commits, rows
from ground.tables.locks import locked
from realtime.jobs import handlers
from realtime.jobs.debounce import Debounced
from realtime.jobs.elapsed import Now, going_on_from
from realtime.streams import Event, facts, with_each_writing

log = logging.getLogger("kontor.jobs")
_ENQUEUE: Final = "INSERT INTO realtime_job (event_id, handler, due_at, attempts, error) VALUES "
LEASE = timedelta(seconds=60)
ATTEMPTS = 8
# Of what is done only the lease of another worker needs the row, for a minute; a week is for whoever looks for a cause.
DONE_FOR: Final = timedelta(days=7)
BATCH: Final = 1000


class Job(models.Model):
    event = models.ForeignKey("realtime.Event", on_delete=models.CASCADE, related_name="+")
    handler = models.CharField(max_length=160)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="realtime_job_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="realtime_job_due", condition=Q(done_at=None, dead_at=None)),
            models.Index(fields=["-id"], name="realtime_job_dead", condition=Q(dead_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.handler} for {self.event_id}"


@with_each_writing
def enqueue(events: Sequence[Event]) -> None:
    """One row for each handler of each of these events."""
    waiting = [(event.pk, name, event.at) for event in events for name in handlers.names_for(event.fact)]
    if waiting:
        # Worded here: rows of the model cost as much again, and every fact that is published waits for them.
        values = ", ".join(["(%s, %s, %s, 0, '')"] * len(waiting))
        rows.send(_ENQUEUE + values, *(one for job in waiting for one in job))
        # Should a savepoint take the call back, the clock tells.
        commits.once_after_commit(tell_worker)


def tell_worker() -> None:
    """Wake the worker: at once, and while there is much to tell ten times a second.

    If the broker is away, the clock's sweep does the same within seconds.
    """
    if settings.REDIS_URL:
        _wake.soon()


def _wake_worker() -> None:
    try:
        sweep.apply_async(ignore_result=True, expires=30)
    except OperationalError as error:
        log.warning("the worker was not told: %s", error)


_wake = Debounced(_wake_worker, seconds=0.1)


@shared_task(name="realtime.jobs.queue.sweep")
def sweep() -> int:
    return run_due(now=timezone.now())


def run_due(*, now: datetime, limit: int = 200) -> int:
    """Run what is due, each row in its own transaction. Returns how many were done."""
    clock = going_on_from(now)
    return sum(_run(pk, clock) for pk in _claim(now, limit))


def run_all(*, now: datetime | None = None, limit: int = 100_000) -> int:
    """Run until nothing is due: for tests and the demo's loader."""
    total = 0
    while total < limit and (done := run_due(now=now or timezone.now())):
        total += done
    return total


def dead() -> "models.QuerySet[Job]":
    return Job.objects.filter(done_at=None, dead_at__isnull=False)


def retry(pk: int, *, now: datetime) -> bool:
    """Give a dead letter another life, with all its attempts. False where it is not dead."""
    woken = dead().filter(pk=pk).update(dead_at=None, attempts=0, due_at=now, leased_until=None)
    if woken:
        transaction.on_commit(tell_worker, robust=True)
    return bool(woken)


@dataclass(frozen=True, slots=True)
class State:
    """`oldest` is when the oldest waiting row fell due, `age` how long ago that was, in seconds."""

    waiting: int
    oldest: datetime | None
    age: float
    dead: int


def state(*, now: datetime) -> State:
    due = Job.objects.filter(done_at=None, dead_at=None, due_at__lte=now).aggregate(n=Count("pk"), oldest=Min("due_at"))
    age = (now - due["oldest"]).total_seconds() if due["oldest"] else 0.0
    return State(due["n"], due["oldest"], age, dead().count())


def forget_done(*, now: datetime) -> int:
    """Delete what was done a week ago, in batches, so that nobody waits long for a lock. Returns how many.

    The oldest rows have the lowest keys: the walk ends at the first batch with nothing to delete, without an index that
    every job would have to be written into. Dead letters stay until somebody tries them again.
    """
    total, last = 0, 0
    while batch := _from(last):
        old = [pk for pk, done_at in batch if done_at and done_at < now - DONE_FOR]
        if not old:
            break
        total += Job.objects.filter(pk__in=old).delete()[0]
        last = batch[-1][0]
    return total


def _from(last: int) -> list[tuple[int, datetime | None]]:
    rows_after = Job.objects.filter(pk__gt=last, dead_at=None).order_by("pk")
    return list(rows_after.values_list("pk", "done_at")[:BATCH])


def _claim(now: datetime, limit: int) -> list[int]:
    with transaction.atomic():
        due = Job.objects.filter(done_at=None, dead_at=None, due_at__lte=now)
        due = due.filter(Q(leased_until=None) | Q(leased_until__lte=now)).order_by("due_at", "id")
        keys = list(locked(due, skip_locked=True).values_list("pk", flat=True)[:limit])
        Job.objects.filter(pk__in=keys).update(leased_until=now + LEASE)
    return keys


def _run(pk: int, clock: Now) -> int:
    """Whoever marks the row as done does it: another worker may have it too when our lease ran out."""
    row = Job.objects.select_related("event__stream").get(pk=pk)
    handler = handlers.handler_named(row.handler)
    undone = Job.objects.filter(pk=pk, done_at=None)
    try:
        if handler is None:
            raise LookupError(f"no handler is called {row.handler}")
        if isinstance(row.event.told, facts.Unknown):
            raise LookupError(f"the event cannot be read: {row.event.told.why}")
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            if not undone.update(done_at=clock(), leased_until=None, error=""):
                return 0
            handler(row.event)
    except Exception as error:  # any failure of a handler is kept on its row for an operator to see
        log.exception("job %s failed: handler %s", row.pk, row.handler)
        _postpone(row, error, clock())
        return 0
    return 1


def _postpone(row: Job, error: Exception, now: datetime) -> None:
    attempts = row.attempts + 1
    Job.objects.filter(pk=row.pk, done_at=None).update(
        attempts=attempts,
        error=f"{type(error).__name__}: {error}"[:2000],
        leased_until=None,
        due_at=now + timedelta(seconds=2**attempts),
        dead_at=now if attempts >= ATTEMPTS else None,
    )
