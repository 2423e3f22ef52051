"""A worker and its clock in one process: sweeps without rest, from a moment that it is given, until it is killed.

    python -m tests.guarantees.laboratory.clock 2027-05-15T12:00:00+00:00 DIRECTORY-FOR-MAIL [once]

With `once` switched off for the negative control, a mail is queued under a new key each time.
"""

import sys
import time
import uuid
from datetime import datetime, timedelta

import django

django.setup()

# Django must be set up before its models are read.
from django.conf import settings  # noqa: E402

from landings.letters import actions as letters  # noqa: E402
from realtime.jobs import mail, queue  # noqa: E402

REST = 0.02


def main():
    base, directory, *control = sys.argv[1:]
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = directory
    if control:
        without_once()
    began = time.monotonic()
    while True:
        now = datetime.fromisoformat(base) + timedelta(seconds=time.monotonic() - began)
        letters.raise_due(now=now, limit=7)
        letters.send_due(now=now, limit=7)
        queue.run_due(now=now, limit=7)
        mail.send_due(now=now, limit=7)
        time.sleep(REST)


def without_once():
    plain = mail.send_once

    def again(*, key, **words):
        plain(key=f"{key}-{uuid.uuid4()}", **words)
        plain(key=f"{key}-{uuid.uuid4()}", **words)

    mail.send_once = again


if __name__ == "__main__":
    main()
