"""How often PostgreSQL is waited for, as libpq itself writes it down."""

import os
import tempfile
from contextlib import contextmanager

from django.db import connection

WAITED_FOR = {"Query", "Sync", "Flush"}


@contextmanager
def counted_round_trips():
    """A list that holds what was waited for when the block ends: nothing on SQLite, which is in the process."""
    waited = []
    if connection.vendor != "postgresql":
        yield waited
        return
    connection.ensure_connection()
    talk = connection.connection.pgconn
    with tempfile.TemporaryFile() as trace:
        talk.trace(trace.fileno())
        try:
            yield waited
        finally:
            talk.untrace()
        os.lseek(trace.fileno(), 0, os.SEEK_SET)
        waited += _waits(trace.read().decode())


def _waits(trace):
    """A flush that follows a sync asks for the same answers."""
    sent = [line.split("\t") for line in trace.splitlines()]
    messages = [words[3].strip() for words in sent if len(words) > 3 and words[1] == "F"]
    before = ""
    for name in messages:
        if name in WAITED_FOR and not (name == "Flush" and before == "Sync"):
            yield name
        before = name
