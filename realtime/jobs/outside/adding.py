"""A job is added in the transaction of its cause; the pool is told after the commit."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from celery import current_app
from celery.exceptions import OperationalError
from django.conf import settings

from ground.tables import commits, rows
from realtime.jobs.debounce import Debounced
from realtime.jobs.outside import kinds
from realtime.jobs.outside.kinds import Priority
from realtime.jobs.outside.models import OutsideJob
from realtime.streams import Event, with_each_writing

log = logging.getLogger("kontor.jobs")
WAKE: Final = "realtime.jobs.outside.wake"
QUEUE: Final = "outside"
_ADD: Final = "INSERT INTO realtime_outsidejob (kind, key, event_id, priority, made_at, due_at) VALUES "


def defer(
    kind: str,
    *,
    key: str,
    now: datetime,
    due_at: datetime | None = None,
    priority: Priority | None = None,
    payload: dict[str, Any] | None = None,
) -> tuple[OutsideJob, bool]:
    """Have it done once this transaction is committed, or when it is due; a second time for a key adds nothing.

    Returns the job, and whether it is new. A key is known for thirty days after its job was done.
    """
    declared = kinds.kind_named(kind)
    job, is_new = OutsideJob.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={
            "payload": payload or {},
            "priority": declared.priority if priority is None else priority,
            "made_at": now,
            "due_at": due_at or now,
        },
    )
    if is_new and job.due_at <= now:
        commits.once_after_commit(tell_pool)
    return job, is_new


@with_each_writing
def add_for_facts(events: Sequence[Event]) -> None:
    """One row for each kind of outside work that follows from these events."""
    waiting = [
        (kind.name, str(event.pk), event.pk, int(kind.priority), event.at, event.at)
        for event in events
        for kind in kinds.for_fact(event.fact)
    ]
    if waiting:
        values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(waiting))
        rows.send(_ADD + values, *(one for job in waiting for one in job))
        commits.once_after_commit(tell_pool)


def tell_pool() -> None:
    """Wake a pool. If the broker is away, the clock does the same within seconds."""
    if settings.REDIS_URL:
        _wake.soon()


def _wake_pool() -> None:
    try:
        current_app.send_task(WAKE, queue=QUEUE, ignore_result=True, expires=30)
    except OperationalError as error:
        log.warning("the pool of outside work was not told: %s", error)


_wake = Debounced(_wake_pool, seconds=0.1)
