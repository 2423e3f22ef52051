"""Pages: the server's time for each, in the process, on the demo's data; ratio to the barest page there is."""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.bench.servers import ROOT

TIMES = 9
HOST = "localhost"
"""Which the demo allows: the tests' environment, which keeps a copy of each template's context, is not wanted here."""

BAREST = "/account/password/reset/"
PAGES = {
    "founder": "/desk/ /feed/ /network/ /network/?q=data /forums/ /forums/threads/ /messages/ /notices/ /landings/ "
    "/landings/sites/ /landings/programmes/cdmn/ /shows/ /shows/northern-services-week/ /calendar/ /impact/cdmn/ /me/",
    "officer": "/desk/ /landings/programmes/cdmn/intake/ /landings/mine/",
    "host": "/desk/ /landings/sites/mine/ /landings/matches/",
    "commissioner": "/desk/ /introductions/ /organising/",
    "exhibitor": "/desk/ /exhibiting/",
}


def run(options):
    """In a process of its own, which is free to choose the demo's settings."""
    with tempfile.TemporaryDirectory(prefix="kontor-bench-") as var:
        environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "KONTOR_VAR": var}
        environ.pop("DATABASE_URL", None)
        subprocess.run(
            [sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL
        )
        said = subprocess.run(
            [sys.executable, "-m", "tests.bench.pages"], cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE
        ).stdout.decode()
    rows = [line.rsplit(" ", 1) for line in said.splitlines()]
    barest = float(rows[0][1])
    found = [{"page": name, "ms": float(ms), "ratio": float(ms) / barest} for name, ms in rows]
    for row in sorted(found, key=lambda row: -row["ms"]):
        print(f"  {row['ratio']:>6.1f} {row['ms']:>8.1f} ms  {row['page']}")
    return found


def measure():
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from network.members.models import Member
    from realtime import outbox

    outbox.run_all()
    print("visitor", BAREST, milliseconds(Client(headers={"host": HOST}), BAREST))
    for role, email, _password in settings.DEMO_LOG_INS:
        client = Client(headers={"host": HOST})
        client.force_login(Member.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
        for path in PAGES.get(role, "").split():
            print(role, path, milliseconds(client, path))


def milliseconds(client, path):
    """The median; the first time, which fills caches, is left out. What is loaded is frozen, as the server does it."""
    taken = []
    for _ in range(TIMES + 1):
        gc.freeze()
        began = time.perf_counter()
        answer = client.get(path)
        taken.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    return round(statistics.median(taken[1:]), 2)


if __name__ == "__main__":
    measure()
