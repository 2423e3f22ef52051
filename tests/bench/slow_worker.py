"""Kontor's worker with an inside handler that does next to nothing, and mail for a server that never answers."""

import os

import django

django.setup()

# Django must be set up before its models are read.
from django.conf import settings  # noqa: E402

from config.celery import app as app  # noqa: E402
from realtime.jobs.handlers import on  # noqa: E402
from tests.realtime.facts_for_tests import Happened  # noqa: E402

settings.EMAIL_BACKEND = "realtime.jobs.smtp.SmtpBackend"
settings.EMAIL_HOST = "127.0.0.1"
settings.EMAIL_PORT = int(os.environ["BENCH_MAIL_PORT"])


@on(Happened)
def note(event):
    event.told  # noqa: B018  # it is read
