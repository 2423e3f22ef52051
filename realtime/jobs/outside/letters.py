"""What waits, for whoever runs the site; and dead letters: tried again or discarded, and none kept for ever."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from celery import shared_task
from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from ground.tables import commits
from realtime.jobs import queue
from realtime.jobs.outside.adding import tell_pool
from realtime.jobs.outside.models import OutsideJob

log = logging.getLogger("kontor.jobs")
DONE_FOR: Final = timedelta(days=30)
DEAD_FOR: Final = timedelta(days=90)
BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class KindState:
    """`oldest` is when the oldest that waits fell due, `age` how many seconds ago that was."""

    kind: str
    waiting: int
    running: int
    dead: int
    oldest: datetime | None
    age: float


def states(*, now: datetime) -> list[KindState]:
    """Of each kind that has jobs which are not done."""
    waits = Q(dead_at=None, due_at__lte=now)
    runs = Q(dead_at=None, leased_until__gt=now)
    found = (
        OutsideJob.objects.filter(done_at=None)
        .values("kind")
        .annotate(
            waiting=Count("pk", filter=waits & ~runs),
            running=Count("pk", filter=runs),
            dead=Count("pk", filter=Q(dead_at__isnull=False)),
            oldest=Min("due_at", filter=waits),
        )
    )
    return [
        KindState(**row, age=(now - row["oldest"]).total_seconds() if row["oldest"] else 0.0)
        for row in found.order_by("kind")
    ]


def dead() -> QuerySet[OutsideJob]:
    return OutsideJob.objects.filter(done_at=None, dead_at__isnull=False)


def retry(jobs: QuerySet[OutsideJob], *, now: datetime) -> int:
    """Give dead letters another life, with all their attempts. How many of these were dead."""
    woken = (jobs & dead()).update(dead_at=None, attempts=0, due_at=now, leased_until=None)
    if woken:
        commits.once_after_commit(tell_pool)
    return woken


def discard(pk: int, *, by: int) -> bool:
    """Nobody wants it any more. False where it is not dead."""
    letter = dead().filter(pk=pk).first()
    if letter is None or not dead().filter(pk=pk).delete()[0]:
        return False
    said = (pk, by, letter.kind, letter.key, letter.error)
    transaction.on_commit(lambda: log.warning("dead letter %s discarded by %s: %s %s: %s", *said), robust=True)
    return True


def age_of_waiting(now: datetime) -> float:
    """Seconds since the oldest job fell due that is neither done nor given up."""
    due = OutsideJob.objects.filter(done_at=None, dead_at=None, due_at__lte=now).aggregate(oldest=Min("due_at"))
    return (now - due["oldest"]).total_seconds() if due["oldest"] else 0.0


@shared_task(name="realtime.jobs.outside.tidy", ignore_result=True)
def tidy() -> None:
    """Of both queues: what was done long ago."""
    forget_old(now=timezone.now())
    queue.forget_done(now=timezone.now())


def forget_old(*, now: datetime) -> int:
    """Delete what was done a month ago, and dead letters that nobody took up for three. Returns how many."""
    done = OutsideJob.objects.filter(done_at__lt=now - DONE_FOR)
    left = dead().filter(dead_at__lt=now - DEAD_FOR)
    if unread := left.count():
        log.warning("%s dead letters of outside work are deleted: nobody took them up in ninety days", unread)
    return _delete(done) + _delete(left)


def _delete(old: QuerySet[OutsideJob]) -> int:
    """In batches, so that nobody waits long for a lock."""
    total = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        OutsideJob.objects.filter(pk__in=keys).delete()
        total += len(keys)
    return total
