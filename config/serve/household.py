"""Who the children are, and with what words each is started."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from config.serve import private_redis
from config.serve.supervisor import Child

# Threads, not processes: the sweeps wait for the database and the mail server, not for the processor; and one process
# that is told to end leaves no other behind. Beat rides along, so there is exactly one.
WORKERS = 2
# Celery says so on each start in a container, where everything else is root too.
NOT_OF_ROOT = "ignore:You're running the worker with superuser"


def redis(server: private_redis.Server, room: Path, environ: Mapping[str, str]) -> Child:
    return Child("The private Redis", private_redis.command(server, room), environ, quiet=True)


def preparation(environ: Mapping[str, str]) -> Child:
    return Child("Preparing", [sys.executable, "manage.py", "prepare"], environ)


def worker(room: Path, environ: Mapping[str, str]) -> Child:
    words = ["-W", NOT_OF_ROOT, "-m", "celery", "--quiet", "-A", "config.celery:app", "worker", "--loglevel", "WARNING"]
    words += ["--beat", "--schedule", str(room / "beat"), "--pool", "threads", "--concurrency", str(WORKERS)]
    words += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return Child("The worker", [sys.executable, *words], environ)


def web(listening: int, environ: Mapping[str, str]) -> Child:
    words = ["-m", "config.serve.web", "--fd", str(listening)]
    return Child("The web server", [sys.executable, *words], environ, keep=(listening,))
