"""What the settings need before pytest-django reads them: loaded with `-p`, before any conftest.

One run of the tests has its own data directory and, unless `REDIS_URL` names one, its own Redis. Both end with it.
With `-n` each worker is such a run: where a Redis is given, each takes a numbered database of its own in it.
"""

import atexit
import gc
import os
import signal
import tempfile
from contextlib import ExitStack
from urllib.parse import urlsplit, urlunsplit

import pytest
from redis.connection import parse_url

from config.serve.private_redis import NoRedis, redis_for

_closing = ExitStack()
atexit.register(_closing.close)
# A run that is told to end tidies up as one that is interrupted: else its directory and its Redis' room stay behind.
signal.signal(signal.SIGTERM, signal.default_int_handler)


# Set for the workers by the run that gathers their results: the Redis that was given to it, or nothing.
GIVEN = "KONTOR_TESTS_REDIS"
DATABASES_OF_REDIS = 16


def _prepare():
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ["KONTOR_VAR"] = _closing.enter_context(tempfile.TemporaryDirectory(prefix="kontor-tests-"))
    given = os.environ.setdefault(GIVEN, os.environ.get("REDIS_URL", ""))
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    try:
        address, found = _closing.enter_context(redis_for({**os.environ, "REDIS_URL": given and beside(given, worker)}))
    except NoRedis as error:
        raise pytest.UsageError(str(error)) from None
    os.environ["REDIS_URL"] = address
    return found


def beside(address, steps):
    """The database of this Redis that many numbers before the one named; before 0 comes 15."""
    parts = urlsplit(address)
    number = (parse_url(address).get("db", 0) - steps) % DATABASES_OF_REDIS
    there = {"query": f"db={number}"} if parts.scheme == "unix" else {"path": f"/{number}"}
    return urlunsplit(parts._replace(**there))


_redis_found = _prepare()
# At the usual 700 a fifth of the tests' time goes into looking for garbage among all that Django keeps.
gc.set_threshold(50_000, 10, 10)


def pytest_report_header(config):
    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    return f"kontor: {database}, Redis from {_redis_found}"
