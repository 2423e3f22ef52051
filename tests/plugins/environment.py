"""What the settings need before pytest-django reads them: loaded with `-p`, before any conftest.

One run of the tests has its own data directory and, unless `REDIS_URL` names one, its own Redis. Both end with it.
"""

import atexit
import os
import signal
import tempfile
from contextlib import ExitStack

import pytest

from config.serve.private_redis import NoRedis, redis_for

_closing = ExitStack()
atexit.register(_closing.close)
# A run that is told to end tidies up as one that is interrupted: else its directory and its Redis' room stay behind.
signal.signal(signal.SIGTERM, signal.default_int_handler)


def _prepare():
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ["KONTOR_VAR"] = _closing.enter_context(tempfile.TemporaryDirectory(prefix="kontor-tests-"))
    try:
        address, found = _closing.enter_context(redis_for(os.environ))
    except NoRedis as error:
        raise pytest.UsageError(str(error)) from None
    os.environ["REDIS_URL"] = address
    return found


_redis_found = _prepare()


def pytest_report_header(config):
    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    return f"kontor: {database}, Redis from {_redis_found}"
