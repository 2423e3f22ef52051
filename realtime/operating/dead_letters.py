"""Dead letters as a page lists them, of the inside queue and of outside work alike: what was given up, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from ground.tables.pages import older_than, page_of
from ground.web import page_keys
from realtime.jobs.outside.models import OutsideJob
from realtime.jobs.queue import Job

PAGE: Final = 25
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """`name` is what was to be done, `about` what it was about; `discard` is empty where that is not offered."""

    name: str
    about: tuple[str, ...]
    error: str
    attempts: int
    dead_at: datetime | None
    retry: str
    discard: str = ""


def of_job(job: Job) -> DeadLetter:
    event = job.event
    return DeadLetter(
        name=job.handler,
        about=(event.fact, f"{event.stream.name} · {event.seq}"),
        error=job.error,
        attempts=job.attempts,
        dead_at=job.dead_at,
        retry=reverse("realtime:retry", args=[job.pk]),
    )


def of_outside_job(job: OutsideJob) -> DeadLetter:
    return DeadLetter(
        name=job.kind,
        about=(job.key, *((job.event.fact,) if job.event else ())),
        error=job.error,
        attempts=job.attempts,
        dead_at=job.dead_at,
        retry=reverse("realtime:retry-letter", args=[job.pk]),
        discard=reverse("realtime:discard", args=[job.pk]),
    )


def listed(dead: QuerySet[Row], told: Callable[[Row], DeadLetter], request: HttpRequest) -> dict[str, Any]:
    """What `realtime/_dead_letters.html` shows: the page that is asked for, the newest first."""
    rows = older_than(dead.select_related("event__stream"), page_keys.key_in(request)).order_by("-pk")
    shown, last = page_of(rows, PAGE)
    return {"letters": [told(row) for row in shown], "next_key": last.pk if last else 0}
