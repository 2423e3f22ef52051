"""The outbox: one row per (event, reaction), written with the event, done by the worker, kept until done.

Celery is told on commit; a sweep each few seconds takes what was not told or died. No task carries an ETA and
nothing true lives in the broker.
"""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from celery import shared_task
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone, translation

from realtime import reactions

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
            models.Index(fields=["due_at", "id"], name="realtime_outbox_due", condition=Q(done_at=None, dead_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.reaction} for {self.event_id}"


def enqueue(event: "Event") -> None:
    names = reactions.names_for(event.fact)
    if not names:
        return
    Outbox.objects.bulk_create([Outbox(event=event, reaction=name, due_at=event.at) for name in names])
    _tell_worker_on_commit()


def _tell_worker_on_commit() -> None:
    """Once for each transaction, however much it writes. Should a savepoint take the call back, the clock tells."""
    waiting = transaction.get_connection().run_on_commit
    if not any(call is tell_worker for _savepoints, call, _robust in waiting):
        transaction.on_commit(tell_worker, robust=True)


def tell_worker() -> None:
    """Wake the worker now. If the broker is away, the clock's sweep does the same within seconds."""
    if settings.REDIS_URL:
        sweep.apply_async(ignore_result=True, expires=30)


@shared_task(name="realtime.outbox.sweep")
def sweep() -> int:
    return run_due(now=timezone.now())


def run_due(*, now: datetime, limit: int = 200) -> int:
    """Run what is due, each row in its own transaction. Returns how many reactions were done."""
    done = 0
    for pk in _claim(now, limit):
        done += _run(pk)
    return done


def run_all(*, now: datetime | None = None, limit: int = 100_000) -> int:
    """Run until nothing is due: for tests and the demo's loader."""
    total = 0
    while total < limit and (done := run_due(now=now or timezone.now())):
        total += done
    return total


def _claim(now: datetime, limit: int) -> list[int]:
    with transaction.atomic():
        due = Outbox.objects.filter(done_at=None, dead_at=None, due_at__lte=now)
        due = due.filter(Q(leased_until=None) | Q(leased_until__lte=now)).order_by("due_at", "id")
        keys = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        Outbox.objects.filter(pk__in=keys).update(leased_until=now + LEASE)
    return keys


def _run(pk: int) -> int:
    row = Outbox.objects.select_related("event__stream").get(pk=pk)
    reaction = reactions.reaction_named(row.reaction)
    try:
        if reaction is None:
            raise LookupError(f"no reaction is called {row.reaction}")
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            reaction(row.event)
            Outbox.objects.filter(pk=pk).update(done_at=timezone.now(), leased_until=None, error="")
    except Exception as error:  # any failure of a reaction is kept on its row for an operator to see
        log.exception("reaction %s failed", row.reaction)
        _postpone(row, error)
        return 0
    return 1


def _postpone(row: Outbox, error: Exception) -> None:
    now = timezone.now()
    row.attempts += 1
    row.error = f"{type(error).__name__}: {error}"[:2000]
    row.leased_until = None
    row.due_at = now + timedelta(seconds=2**row.attempts)
    if row.attempts >= ATTEMPTS:
        row.dead_at = now
    row.save()
