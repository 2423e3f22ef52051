"""The outbox: one row per (event, reaction), written with the event, done by the worker, kept until done.

Celery is told on commit; a sweep each few seconds takes what was not told or died. No task carries an ETA and
nothing true lives in the broker.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from celery import shared_task
from celery.exceptions import OperationalError
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Min, Q
from django.utils import timezone, translation

from realtime import reactions, rows
from realtime.clocks import Clock, going_on_from
from realtime.throttle import Throttle

if TYPE_CHECKING:
    from realtime.streams import Event

log = logging.getLogger("kontor.outbox")
LEASE = timedelta(seconds=60)
ATTEMPTS = 8


class Outbox(models.Model):
    event = models.ForeignKey("realtime.Event", on_delete=models.CASCADE, related_name="+")
    reaction = models.CharField(max_length=160)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "reaction"], name="realtime_outbox_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="realtime_outbox_due", condition=Q(done_at=None, dead_at=None)),
            models.Index(fields=["-id"], name="realtime_outbox_dead", condition=Q(dead_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} for {self.event_id}"


def enqueue(events: "Sequence[Event]") -> None:
    """One row for each reaction to each of these events."""
    waiting = [
        Outbox(event=event, reaction=name, due_at=event.at)
        for event in events
        for name in reactions.names_for(event.fact)
    ]
    if waiting:
        rows.insert(waiting)
        _tell_worker_on_commit()


def _tell_worker_on_commit() -> None:
    """Once for each transaction, however much it writes. Should a savepoint take the call back, the clock tells."""
    waiting = transaction.get_connection().run_on_commit
    if not any(call is tell_worker for _savepoints, call, _robust in waiting):
        transaction.on_commit(tell_worker, robust=True)


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


_wake = Throttle(_wake_worker, seconds=0.1)


@shared_task(name="realtime.outbox.sweep")
def sweep() -> int:
    return run_due(now=timezone.now())


def run_due(*, now: datetime, limit: int = 200) -> int:
    """Run what is due, each row in its own transaction. Returns how many reactions were done."""
    clock = going_on_from(now)
    return sum(_run(pk, clock) for pk in _claim(now, limit))


def run_all(*, now: datetime | None = None, limit: int = 100_000) -> int:
    """Run until nothing is due: for tests and the demo's loader."""
    total = 0
    while total < limit and (done := run_due(now=now or timezone.now())):
        total += done
    return total


def retry(pk: int, *, now: datetime) -> bool:
    """Give a dead letter another life, with all its attempts. False where it is not dead."""
    dead = Outbox.objects.filter(pk=pk, dead_at__isnull=False, done_at=None)
    woken = dead.update(dead_at=None, attempts=0, due_at=now, leased_until=None)
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
    open_rows = Outbox.objects.filter(done_at=None)
    due = open_rows.filter(dead_at=None, due_at__lte=now).aggregate(n=Count("pk"), oldest=Min("due_at"))
    age = (now - due["oldest"]).total_seconds() if due["oldest"] else 0.0
    return State(due["n"], due["oldest"], age, open_rows.filter(dead_at__isnull=False).count())


def _claim(now: datetime, limit: int) -> list[int]:
    with transaction.atomic():
        due = Outbox.objects.filter(done_at=None, dead_at=None, due_at__lte=now)
        due = due.filter(Q(leased_until=None) | Q(leased_until__lte=now)).order_by("due_at", "id")
        keys = list(due.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:limit])
        Outbox.objects.filter(pk__in=keys).update(leased_until=now + LEASE)
    return keys


def _run(pk: int, clock: Clock) -> int:
    """Whoever marks the row as done does it: another worker may have it too when our lease ran out."""
    row = Outbox.objects.select_related("event__stream").get(pk=pk)
    reaction = reactions.reaction_named(row.reaction)
    undone = Outbox.objects.filter(pk=pk, done_at=None)
    try:
        if reaction is None:
            raise LookupError(f"no reaction is called {row.reaction}")
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            if not undone.update(done_at=clock(), leased_until=None, error=""):
                return 0
            reaction(row.event)
    except Exception as error:  # any failure of a reaction is kept on its row for an operator to see
        log.exception("reaction %s failed", row.reaction)
        _postpone(row, error, clock())
        return 0
    return 1


def _postpone(row: Outbox, error: Exception, now: datetime) -> None:
    attempts = row.attempts + 1
    Outbox.objects.filter(pk=row.pk, done_at=None).update(
        attempts=attempts,
        error=f"{type(error).__name__}: {error}"[:2000],
        leased_until=None,
        due_at=now + timedelta(seconds=2**attempts),
        dead_at=now if attempts >= ATTEMPTS else None,
    )
