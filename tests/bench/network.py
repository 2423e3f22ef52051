"""The network: suggestions, whom two both know, and one's list, at 100,000 members and two million connections.

In the process, with the machine's bare query beside each: the same rows, asked of the driver by hand. The data are the
large demo's members and connections, by COPY on PostgreSQL; `--members` makes them fewer.
"""

import gc
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial

from tests.bench.posts import databases
from tests.bench.servers import ROOT

WHO = 40
"""Members that are asked about, drawn by seed; the first round, which fills caches, is left out."""


def run(options):
    """In a process of its own for each database, free to choose the demo's settings."""
    return [row for name, database in databases() for row in _of_database(name, database, options.members)]


def _of_database(name, database, members):
    with tempfile.TemporaryDirectory(prefix="kontor-bench-") as var:
        environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "KONTOR_VAR": var}
        environ.pop("DATABASE_URL", None)
        environ |= {"DATABASE_URL": database} if database else {}
        prepared = [sys.executable, "manage.py", "prepare"]
        subprocess.run(prepared, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
        measured = [sys.executable, "-m", "tests.bench.network", str(members)]
        said = subprocess.run(measured, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE).stdout.decode()
    size, *lines = said.splitlines()
    print(f"{name}: {size}")
    rows = [line.rsplit(" ", 4) for line in lines]
    for what, middle, ninth, statements, bare in rows:
        print(f"  {middle:>8} ms, 95 %: {ninth:>8} ms, {statements:>3} statements; bare {bare:>8} ms  {what}")
    keys = ("what", "ms", "ms_95", "statements", "bare_ms")
    return [{"database": name, "size": size, **dict(zip(keys, row, strict=True))} for row in rows]


def measure(count):
    import django

    django.setup()
    from config.demo.large import loading
    from config.demo.large.sizes import Size
    from network.connections.models import MemberConnection
    from network.members.models import Member

    if not loading.is_told():
        loading.tell_all(Size(members=count, posts=100, landings=4))
    print(f"{Member.objects.count():,} members, {MemberConnection.objects.count():,} connections")
    keys = list(Member.objects.here().order_by("pk").values_list("pk", flat=True))
    drawn = random.Random(1669).sample(keys, min(WHO, len(keys) // 2))
    pairs = list(zip(drawn, drawn[1:] + drawn[:1], strict=True))
    people = Member.objects.in_bulk(drawn)
    for what, ask, bare in _asked():
        print(what, *_told([partial(ask, people[one], people[other]) for one, other in pairs]), _bare(bare, pairs))


def _asked():
    from django.utils import timezone

    from network.connections import queries
    from network.connections.queries import candidates

    now = timezone.now()
    known = candidates._KNOWN_TO_KNOWN
    bounds = (candidates.FRIENDS, candidates.SEEN)
    theirs = (
        "SELECT high_id FROM network_memberconnection WHERE low_id = %s AND connected_at IS NOT NULL UNION ALL "
        "SELECT low_id FROM network_memberconnection WHERE high_id = %s AND connected_at IS NOT NULL"
    )
    return [
        (
            "suggestions",
            lambda me, other: queries.suggestions_for(me, now=now),
            lambda a, b: (known, (a, a, *bounds, a, candidates.BEST)),
        ),
        (
            "in common with another",
            lambda me, other: queries.between(me, other, now=now),
            lambda a, b: (f"SELECT * FROM ({theirs}) x INTERSECT SELECT * FROM ({theirs}) y", (a, a, b, b)),
        ),
        ("list, the newest", lambda me, other: queries.connections_of(me), lambda a, b: (theirs, (a, a))),
        (
            "list, by name",
            lambda me, other: queries.connections_of(me, order=queries.BY_NAME),
            lambda a, b: (theirs, (a, a)),
        ),
    ]


def _told(asks):
    """Milliseconds in the middle and of nineteen in twenty, and how many statements one takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as said:
        asks[0]()
    taken = _timed(asks)
    return (*taken, len(said))


def _bare(bare, pairs):
    from django.db import connection

    def ask(a, b):
        with connection.cursor() as cursor:
            cursor.execute(*bare(a, b))
            cursor.fetchall()

    return _timed([lambda a=a, b=b: ask(a, b) for a, b in pairs])[0]


def _timed(asks):
    taken = []
    for number in range(2):
        gc.freeze()
        for ask in asks:
            began = time.perf_counter()
            ask()
            if number:
                taken.append((time.perf_counter() - began) * 1000)
    ranks = statistics.quantiles(taken, n=20)
    return round(statistics.median(taken), 2), round(ranks[-1], 2)


if __name__ == "__main__":
    measure(int(sys.argv[1]))
