"""Loose files are swept, as outside work: the storage may be another machine."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from ground.files import keeping
from realtime.jobs import outside
from realtime.jobs.outside import Priority, Work

KIND = "files.sweep"
SPARE = 10.0
"""Seconds before the end of its time in which no further file is begun: the next hour goes on."""


@shared_task(name="config.files.sweep")
def sweep() -> None:
    now = timezone.now()
    outside.defer(KIND, key=f"{now:%Y-%m-%d %H}", now=now)


@outside.kind(KIND, limit=timedelta(minutes=5), tries=3, priority=Priority.LATER)
def delete_loose_files(work: Work) -> None:
    keeping.sweep(now=work.now(), until=lambda: work.left() > SPARE)
