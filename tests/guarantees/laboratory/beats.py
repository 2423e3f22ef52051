"""Kontor's worker whose clock strikes twice a second and whose mail goes into `KONTOR_MAIL`, a directory. Each strike
touches the file `KONTOR_STRUCK`.

    python -m celery -A tests.guarantees.laboratory.beats:app worker --beat

With `KONTOR_WITHOUT=leases`, for the negative control, nobody is told that a mail is being sent, and each sends only
when another has taken the same.
"""

import os
import time
from pathlib import Path

import django
from celery.signals import before_task_publish

django.setup()

# Django must be set up before its models are read.
from django.conf import settings  # noqa: E402

from config.celery import app  # noqa: E402
from realtime.jobs import mail  # noqa: E402
from realtime.jobs.outside import attempts  # noqa: E402
from realtime.jobs.outside.models import OutsideJob  # noqa: E402

STRIKE = 0.5
PATIENCE = 20

settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = os.environ["KONTOR_MAIL"]
for entry in app.conf.beat_schedule.values():
    entry["schedule"] = STRIKE


@before_task_publish.connect
def struck(**_):
    Path(os.environ["KONTOR_STRUCK"]).touch()


def wait_for_another(first):
    """Until the other worker has taken the same, before they have gone out."""
    takers = Path(os.environ["KONTOR_MAIL"]).parent / f"takers of {first}"
    takers.mkdir(exist_ok=True)
    (takers / str(os.getpid())).touch()
    end = time.monotonic() + PATIENCE
    while len(list(takers.iterdir())) < 2 and time.monotonic() < end:
        time.sleep(0.02)


def without_leases():
    def take(now, **_):
        job = OutsideJob.objects.filter(kind=mail.KIND, done_at=None, due_at__lte=now).order_by("pk").first()
        if job:
            wait_for_another(job.pk)
        return job

    attempts.claim = take


if os.environ.get("KONTOR_WITHOUT") == "leases":
    without_leases()
