"""What a test touches in the database, and so which tests PostgreSQL could answer otherwise than SQLite did.

`KONTOR_TOUCHED` names a directory. A run on SQLite writes there which statements each test sent, by their shape: how
many values they had does not count, a lock does. A run on PostgreSQL reads it and runs, besides all that is new to it,

- what sends a statement that fewer than two tests before it sent,
- what a database refused (constraints, triggers), what commits or runs in several threads, what searches,
- what starts processes, whose statements nobody sees, and the guarantees: whole folders.

What sent no statement, and what only sends those of others, is left out. Nothing is written down for long: each run of
the continuous integration sees for itself. Without the directory every test runs.
"""

import json
import os
import re
from functools import lru_cache
from hashlib import blake2s
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.db.backends.utils import CursorWrapper
from django.db.models.sql.compiler import SQLCompiler

PLACE = os.environ.get("KONTOR_TOUCHED", "")
WHOLE = ("tests/browser/", "tests/config/", "tests/guarantees/", "tests/house/")
# What pages look like to browser, eye and keyboard; what they hold is asked elsewhere.
LOOKS = ("tests/browser/test_everybody.py", "tests/browser/test_face.py", "tests/browser/test_focus.py")
TIMES = 2
ALWAYS = "always"
VALUES = re.compile(r"%s(?:, ?%s)+")
ROWS = re.compile(r"\(%s…\)(?:, ?\(%s…\))+")
NUMBERS = re.compile(r"\bs\d+_x\d+\b|\b\d+\b")
SEARCHES = re.compile(r"\bMATCH\b")
_current = set()
_seen = {}


@lru_cache(50_000)
def shape_of(sql):
    """A statement without how many values it has, and without numbers that only tell one run from another."""
    return NUMBERS.sub("#", ROWS.sub("(%s…)…", VALUES.sub("%s…", sql)))


def chosen(nodeids, touched):
    """Those that PostgreSQL could answer otherwise, by what was touched on SQLite: a list of shapes for each."""
    sent, kept = {}, []
    for nodeid in nodeids:
        shapes = touched.get(nodeid)
        if nodeid.startswith(LOOKS):
            continue
        fresh = [shape for shape in shapes or () if sent.get(shape, 0) < TIMES]
        if shapes is None or fresh or ALWAYS in shapes or nodeid.startswith(WHOLE):
            kept.append(nodeid)
            sent.update((shape, sent.get(shape, 0) + 1) for shape in shapes or ())
    return kept


def note(sql):
    shape = shape_of(str(sql))
    _current.add(ALWAYS if SEARCHES.search(shape) else shape)


def noting(method):
    def execute(self, sql, *words):
        note(sql)
        try:
            return method(self, sql, *words)
        except DatabaseError:
            _current.add(ALWAYS)
            raise

    return execute


def noting_locks(method):
    def as_sql(self, *words, **more):
        sql, params = method(self, *words, **more)
        if self.query.select_for_update:
            note(f"lock {sql}")
        return sql, params

    return as_sql


@pytest.fixture(scope="session", autouse=True)
def _what_is_touched():
    if not (PLACE and settings.SQLITE):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        for name in ("execute", "executemany"):
            patch.setattr(CursorWrapper, name, noting(getattr(CursorWrapper, name)))
        patch.setattr(SQLCompiler, "as_sql", noting_locks(SQLCompiler.as_sql))
        yield
    Path(PLACE).mkdir(parents=True, exist_ok=True)
    (Path(PLACE) / f"{os.getpid()}.json").write_text(json.dumps(_seen))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    _current.clear()
    answer = yield
    commits = {"transactional_db", "live_server"} & set(item.fixturenames)
    mark = item.get_closest_marker("django_db")
    if commits or (mark and mark.kwargs.get("transaction")):
        _current.add(ALWAYS)
    # A number in place of a shape: there are some thousand, and each is sent by many.
    _seen[item.nodeid] = sorted(_current & {ALWAYS}) + sorted(hash_of(shape) for shape in _current - {ALWAYS})
    return answer


@lru_cache(50_000)
def hash_of(shape):
    return blake2s(shape.encode(), digest_size=6).hexdigest()


def pytest_collection_modifyitems(items):
    if not PLACE or settings.SQLITE:
        return
    files = Path(PLACE).glob("*.json")
    touched = dict(chain.from_iterable(json.loads(file.read_text()).items() for file in files))
    kept = set(chosen([item.nodeid for item in items], touched))
    items[:] = [item for item in items if item.nodeid in kept]


def pytest_report_header(config):
    return "kontor: only what PostgreSQL could answer otherwise" if PLACE and not settings.SQLITE else None
