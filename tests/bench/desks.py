"""Desks: statements and the server's time, in the process, with a hundred landings and with ten thousand.

Beside them the barest page there is, in the same run; and the bar's number by itself, which every page asks for.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta

from tests.bench import pages
from tests.bench.posts import databases
from tests.bench.servers import ROOT

SIZES = (100, 10_000)
WHO = ("founder", "officer", "exhibitor")
AT_ONCE = 2_000


def run(options):
    """In a process of its own for each database, free to choose the demo's settings."""
    return [row for name, database in databases() for row in _of_database(name, database)]


def _of_database(name, database):
    with tempfile.TemporaryDirectory(prefix="kontor-bench-") as var:
        environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "KONTOR_VAR": var}
        environ.pop("DATABASE_URL", None)
        environ |= {"DATABASE_URL": database} if database else {}
        prepared = [sys.executable, "manage.py", "prepare"]
        subprocess.run(prepared, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
        measured = [sys.executable, "-m", "tests.bench.desks"]
        said = subprocess.run(measured, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE).stdout.decode()
    rows = [line.rsplit(" ", 3) for line in said.splitlines()]
    barest = float(rows[0][2])
    print(f"{name}; ratio to {pages.BAREST}")
    for what, size, ms, statements in rows:
        print(f"  {float(ms) / barest:>6.1f} {ms:>9} ms {statements:>4} statements  {what}, {size} landings")
    keys = ("what", "landings", "ms", "statements")
    return [{"database": name, **dict(zip(keys, row, strict=True))} for row in rows]


def measure():
    import django

    django.setup()
    from django.test import Client

    client = Client(headers={"host": pages.HOST})
    print("barest page 0", *_told(lambda: client.get(pages.BAREST)))
    made = 0
    for size in SIZES:
        _make_landings(size - made)
        made = size
        for role in WHO:
            _measure_desk(role, size)


def _measure_desk(role, size):
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from network.desk.queries import count_of
    from network.members.models import Member

    email = next(email for name, email, _password in settings.DEMO_LOG_INS if name == role)
    member, client = Member.objects.get(email=email), Client(headers={"host": pages.HOST})
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    print(f"{role}'s desk", size, *_told(lambda: client.get("/desk/")))
    print(f"{role}'s number in the bar", size, *_told(lambda: count_of(member.pk, now=timezone.now())))


def _told(ask):
    """Milliseconds, the median; the first time, which fills caches, is left out. And how many statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for _ in range(pages.TIMES + 1):
        gc.freeze()
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as said:
        ask()
    return round(statistics.median(taken[1:]), 2), len(said)


def _make_landings(count):
    """Each of the officer's programme, with all that waits about it: the award, the arrival, a commissioner."""
    from django.utils import timezone

    from landings.placements.models import Landing
    from network.desk import actions

    model = Landing.objects.filter(programme__slug="cdmn").select_related("application").order_by("pk")[0]
    for at in range(0, count, AT_ONCE):
        _copies_of(model, min(AT_ONCE, count - at))
    actions.mend(now=timezone.now())


def _copies_of(model, count):
    from django.utils import timezone

    from landings.applications.models import Application
    from landings.placements.models import Landing
    from realtime.streams.models import Stream

    now = timezone.now()
    streams = Stream.objects.bulk_create(Stream(kind="application") for _ in range(count))
    like = model.application
    applications = Application.objects.bulk_create(
        Application(
            stream=stream,
            programme_id=like.programme_id,
            version_id=like.version_id,
            firm_id=like.firm_id,
            applicant_id=like.applicant_id,
            state="accepted",
            decided_at=now,
            submitted_at=now,
        )
        for stream in streams
    )
    streams = Stream.objects.bulk_create(Stream(kind="landing") for _ in range(count))
    Landing.objects.bulk_create(
        Landing(
            stream=stream,
            application=application,
            programme_id=model.programme_id,
            firm_id=model.firm_id,
            host_id=model.host_id,
            site_id=model.site_id,
            offer_id=model.offer_id,
            starts_on=now.date() + timedelta(days=number % 90),
            ends_on=now.date() + timedelta(days=number % 90 + 10),
            placed_at=now,
        )
        for number, (stream, application) in enumerate(zip(streams, applications, strict=True))
    )


if __name__ == "__main__":
    measure()
