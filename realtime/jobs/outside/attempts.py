"""An attempt: claimed by a lease in a short transaction, done outside any, written down in a short one again."""

import logging
import time
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from ground.tables import commits
from ground.tables.locks import locked
from realtime.jobs.elapsed import Now, going_on_from
from realtime.jobs.outside.kinds import Priority, Result, Work, kind_named
from realtime.jobs.outside.models import OutsideJob
from realtime.streams import facts

log = logging.getLogger("kontor.jobs")


def run_due(*, now: datetime, only: Collection[str] = (), limit: int = 100_000) -> int:
    """Do what is due in this thread, without the pool's time limit: for tests, commands and the demo's loader.

    Returns how many were done, those not counted that had nothing left to do. `only` are names of kinds.
    """
    clock, done = going_on_from(now), 0
    for _ in range(limit):
        job = claim(clock(), due_until=now, only=only)
        if job is None:
            break
        done += attempt(job, work_on(job, clock))
    return done


def claim(
    now: datetime,
    *,
    due_until: datetime | None = None,
    up_to: Priority = Priority.LATER,
    only: Collection[str] = (),
    but: Collection[str] = (),
) -> OutsideJob | None:
    """Lease the next job that is due: of the most urgent the oldest. None where nothing is, or others have it."""
    for priority in (one for one in Priority if one <= up_to):
        due = _due(due_until or now, priority, only, but)
        # Asked first outside a transaction: to begin one, SQLite has to wait for all who write.
        while due.exists():
            job = _lease(due, now)
            if job is None:
                break
            if job.dead_at is None:
                return job
    return None


def _due(now: datetime, priority: Priority, only: Collection[str], but: Collection[str]) -> QuerySet[OutsideJob]:
    due = OutsideJob.objects.filter(done_at=None, dead_at=None, priority=priority, due_at__lte=now)
    due = due.filter(Q(leased_until=None) | Q(leased_until__lte=now)).exclude(kind__in=but)
    return (due.filter(kind__in=only) if only else due).order_by("due_at", "id")


def _lease(due: QuerySet[OutsideJob], now: datetime) -> OutsideJob | None:
    """An attempt is counted as it begins: what takes its worker down with it is not tried for ever."""
    with transaction.atomic(durable=True):
        job = locked(due, skip_locked=True).first()
        if job is None:
            return None
        kind = kind_named(job.kind)
        job.token += 1
        if job.attempts >= kind.tries:
            job.leased_until, job.dead_at = None, now
            job.error = job.error or "Its worker ended, or its time was over, at each attempt."
        else:
            job.leased_until = now + kind.lease
            job.attempts += 1
        job.save(update_fields=["token", "leased_until", "dead_at", "error", "attempts"])
    return job


def work_on(job: OutsideJob, clock: Now = timezone.now) -> Work:
    return Work(
        job_id=job.pk,
        kind=job.kind,
        key=job.key,
        payload=job.payload,
        event=job.event,
        attempt=job.attempts,
        now=clock,
        ends=time.monotonic() + kind_named(job.kind).limit.total_seconds(),
    )


def attempt(job: OutsideJob, work: Work) -> bool:
    """Do it; whether that has happened. Raises InTransaction where one is open: nobody is to wait for the world."""
    commits.refuse_in_transaction(f"outside work ({job.kind})")
    try:
        commits.let_go()
        with translation.override(settings.LANGUAGE_CODE):
            if work.event is not None and isinstance(work.event.told, facts.Unknown):
                raise LookupError(f"the event cannot be read: {work.event.told.why}")
            result = kind_named(job.kind).do(work) or Result()
            return _write_down(job, result, work.now())
    except Exception as error:  # any failure is kept on its row for an operator to see
        log.warning("outside job %s failed: %s %s: %s: %s", job.pk, job.kind, job.key, type(error).__name__, error)
        fail(job, f"{type(error).__name__}: {error}", work.now())
        return False


def _write_down(job: OutsideJob, result: Result, now: datetime) -> bool:
    """Whoever was late may still say that it is done, as long as nobody else has begun; after that it is theirs."""
    with transaction.atomic(durable=True):
        ours = _under_its_token(job)
        if result.again_at is None:
            is_ours = ours.update(done_at=now, dead_at=None, leased_until=None, error="")
        else:
            is_ours = ours.update(due_at=result.again_at, attempts=0, leased_until=None, error="")
        if is_ours:
            result.write()
    if not is_ours:
        log.warning("outside job %s was done late, and is another's by now: %s %s", job.pk, job.kind, job.key)
    return bool(is_ours) and result.again_at is None and not result.idle


def fail(job: OutsideJob, why: str, now: datetime) -> None:
    """It waits for its next attempt; after its last it is a dead letter. The first word on an attempt holds."""
    kind = kind_named(job.kind)
    _under_its_token(job).exclude(leased_until=None).update(
        error=why[:2000],
        leased_until=None,
        due_at=now + kind.wait_after(job.attempts),
        dead_at=now if job.attempts >= kind.tries else None,
    )


def _under_its_token(job: OutsideJob) -> QuerySet[OutsideJob]:
    return OutsideJob.objects.filter(pk=job.pk, token=job.token, done_at=None)
