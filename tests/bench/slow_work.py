"""Slow work: from a fact to the work of its inside handler, with nothing else to do and while a mail server that never
answers has all of the outside pool; ratio of the two, in one run, of one worker as `make run` starts it.

On SQLite in a directory of its own, or on the database that DATABASE_URL names, which must be empty.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import django

from config.serve import children, private_redis
from tests.bench.servers import ROOT
from tests.realtime.silent_server import silent_server

FACTS = 60
REST = 0.15
"""Seconds between two facts: the worker is woken ten times a second at the most."""
MAILS = 500
WORKER = "tests.bench.slow_worker:app"
PATIENCE = 60


def run(options):
    room = private_redis.make_room()
    running = []
    try:
        with tempfile.TemporaryDirectory(prefix="kontor-bench-") as var, silent_server() as port:
            environ = {**os.environ, "KONTOR_VAR": var, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
            environ |= {"REDIS_URL": private_redis.url(room), "BENCH_MAIL_PORT": str(port)}
            server = private_redis.find_server(environ.get("PATH"))
            running.append(children.start(private_redis.command(server, room), environ=environ, quiet=True))
            private_redis.wait_for(running[0], room)
            done = {"cwd": ROOT, "env": environ, "check": True, "stdout": subprocess.PIPE}
            subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], **done)
            said = subprocess.run([sys.executable, "-m", "tests.bench.slow_work", str(room)], **done).stdout.decode()
    finally:
        for process in running:
            children.stop(process, patience=PATIENCE)
        shutil.rmtree(room, ignore_errors=True)
    rows = [dict(zip(("outside", "p50", "p95"), line.split(), strict=True)) for line in said.splitlines()]
    found = [{"outside": row["outside"], "p50": float(row["p50"]), "p95": float(row["p95"])} for row in rows]
    for row in found:
        row["ratio"] = row["p50"] / found[0]["p50"]
        print(f"  {row['outside']:<8}{row['ratio']:>6.2f}{row['p50']:>9.1f} ms p50{row['p95']:>9.1f} ms p95")
    return found


def measure(room):
    django.setup()
    from config.serve import household
    from realtime.jobs.outside import letters

    child = household.worker(room, os.environ)
    child.command = [WORKER if word == "config.celery:app" else word for word in child.command]
    process = child.start(time.monotonic())
    try:
        milliseconds(5)
        print("empty", *milliseconds(FACTS))
        queue_mails()
        until(lambda: sum(one.running for one in letters.states(now=now())) >= 3)
        print("full", *milliseconds(FACTS))
        assert sum(one.waiting for one in letters.states(now=now())) > MAILS / 2
    finally:
        children.sweep(process)


def milliseconds(times):
    """From the fact to its work, by the clock of this machine: the middle, and the slowest twentieth."""
    from django.db import transaction

    from realtime.jobs.queue import Job
    from realtime.streams import open_stream, publish
    from tests.realtime.facts_for_tests import Happened

    stream, took = open_stream("test"), []
    for _ in range(times):
        with transaction.atomic():
            [event] = publish(Happened(what="x"), to=stream, by=None, at=now())
        job = Job.objects.get(event=event)
        until(lambda job=job: Job.objects.filter(pk=job.pk).exclude(done_at=None).exists())
        job.refresh_from_db()
        took.append((job.done_at - event.at).total_seconds() * 1000)
        time.sleep(REST)
    return statistics.median(took), statistics.quantiles(took, n=20)[-1]


def queue_mails():
    from django.db import transaction

    from realtime.jobs import mail

    with transaction.atomic():
        for number in range(MAILS):
            mail.send_once(key=f"bench {number}", to="a@b.example", subject="s", text="t", now=now())


def now():
    from django.utils import timezone

    return timezone.now()


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it does not come to pass"
        time.sleep(0.005)


if __name__ == "__main__":
    from pathlib import Path

    from tests.bench import slow_worker  # noqa: F401  # its handler makes the jobs

    measure(Path(sys.argv[1]))
