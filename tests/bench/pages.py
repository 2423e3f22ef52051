"""Pages: the demo's, over HTTP, from the server as it is served; each beside the plainest page, in the same rounds.

`ms` is what the reader waits, `cpu` what the server's processors worked: the second says the same on a busy machine, so
the ratios are of it. `statements` and `nodes` are counted in a process of their own.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

from config.serve import children, household, listening
from tests.bench import pretalx
from tests.bench.servers import ROOT, SERVER, pinned, wait_for

ROUNDS, TIMES = 5, 4
SETTINGS = "config.settings.demo"
"""The demo's: the tests' environment keeps a copy of each template's context, which is not wanted here."""


def run(options):
    with tempfile.TemporaryDirectory(prefix="kontor-bench-") as var:
        environ = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, "KONTOR_VAR": var}
        environ.pop("DATABASE_URL", None)
        _say(environ, "manage.py", "prepare")
        asked = [json.loads(line) for line in _say(environ, "-m", "tests.bench.pages").splitlines()]
        with served(environ) as (address, process):
            found = measure(address, process, asked)
    show(found)
    beside = pretalx.run(partial(measure, plainest=found[0]["cpu"])) if options.peers else []
    for row in beside:
        print(f"  {row['ratio']:>6.1f} {row['cpu']:>8.1f} {row['ms']:>8.1f} {'':>19} {row['name']}")
    return found + beside


def _say(environ, *words):
    said = subprocess.run([sys.executable, *words], cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE)
    return said.stdout.decode()


@contextmanager
def served(environ):
    """The web server alone, on the first core: no Redis and no clock disturb it."""
    line = listening.listen("127.0.0.1", 0)
    with pinned(SERVER):
        web = household.web(line.fileno(), environ).start(time.monotonic())
    try:
        wait_for(*line.getsockname())
        yield listening.address(line), web
    finally:
        children.stop(web, patience=10)
        line.close()


def measure(address, process, asked, plainest=None):
    """Each page in rounds: medians of its milliseconds of wall clock and of processors, and how many times the plainest
    it takes, which is the first of them where none is given.
    """
    taken = [([], []) for _ in asked]
    for turn in range(ROUNDS + 1):
        for page, (wall, cpu) in zip(asked, taken, strict=True):
            seconds, worked = look(address, process, page)
            if turn:  # the first round fills caches
                wall += seconds
                cpu.append(worked)
    found = []
    for page, (wall, cpu) in zip(asked, taken, strict=True):
        row = {key: value for key, value in page.items() if key != "cookie"}
        found.append({**row, "ms": 1000 * statistics.median(wall), "cpu": 1000 * statistics.median(cpu)})
    for row in found:
        row["ratio"] = row["cpu"] / (plainest or found[0]["cpu"])
    return found


def look(address, process, page):
    """Seconds of each of a few requests over one line, and what the server worked for one of them."""
    there = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    headers = {"Host": "localhost", "Cookie": page["cookie"], "Accept-Encoding": "gzip"}
    began, seconds = processors(process), []
    for _ in range(TIMES):
        at = time.perf_counter()
        there.request("GET", page["path"], headers=headers)
        answer = there.getresponse()
        answer.read()
        seconds.append(time.perf_counter() - at)
        assert answer.status == 200, (page["path"], answer.status)
    there.close()
    return seconds, (processors(process) - began) / TIMES


def processors(process):
    """Seconds that a process has worked, all its threads together."""
    return time.clock_gettime((~process.pid << 3) | 2)


def show(found):
    print("   ratio      cpu       ms  statements  nodes")
    for row in sorted(found, key=lambda row: -row["cpu"]):
        print(
            f"  {row['ratio']:>6.1f} {row['cpu']:>8.1f} {row['ms']:>8.1f} {row['statements']:>11} {row['nodes']:>6}  "
            f"{row['name']}"
        )
    middle = statistics.median(row["ratio"] for row in found)
    print(
        f"  the middle of {len(found)}: {middle:.1f} times the plainest; the most {max(r['ratio'] for r in found):.1f}"
    )


def count():
    """In a process of its own, which is free to choose the demo's settings: a line of JSON for each page."""
    import django

    django.setup()
    from django.conf import settings

    from realtime.jobs import queue
    from tests.bench import tour

    queue.run_all()
    for page in tour.walk():
        cookie = f"{settings.SESSION_COOKIE_NAME}={page.cookie}" if page.cookie else ""
        row = {"name": page.name, "path": page.path, "statements": page.statements, "nodes": page.nodes}
        print(json.dumps({**row, "cookie": cookie}))


if __name__ == "__main__":
    count()
