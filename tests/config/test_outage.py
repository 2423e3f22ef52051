"""The database is away, with the settings of production: who asks is told, soon, and the process is known to live."""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config.serve import children
from tests.waiting import until

ROOT = Path(__file__).parents[2]
ALIVE = {"Host": "kontor.example", "X-Forwarded-Proto": "https"}


class Line(HTTPConnection):
    def __init__(self, path):
        super().__init__("kontor.example", timeout=25)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(path, what):
    """Status, and after how many seconds it came."""
    began, line = time.monotonic(), Line(path)
    try:
        line.request("GET", what, headers=ALIVE)
        return line.getresponse().status, time.monotonic() - began
    finally:
        line.close()


def answers(path):
    try:
        return ask(path, "/livez")
    except (FileNotFoundError, ConnectionRefusedError):
        return None


@pytest.fixture
def lonely(tmp_path):
    """A web process whose PostgreSQL refuses every caller."""
    path = tmp_path / "web.sock"
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/kontor",
        "SECRET_KEY": "known only to this test, and long enough to be taken for one of production",
        "ALLOWED_HOSTS": "kontor.example",
        "KONTOR_VAR": str(tmp_path),
    }
    words = [sys.executable, "-m", "config.serve.web", "--uds", str(path)]
    process = subprocess.Popen(words, cwd=ROOT, env=environ)
    try:
        until(lambda: answers(path))
        yield path
    finally:
        children.stop(process, patience=10)


def test_it_says_that_it_lives_at_once_and_that_it_cannot_serve_within_seconds(lonely):
    with ThreadPoolExecutor(8) as crowd:
        unready = [crowd.submit(ask, lonely, "/readyz") for _ in range(3)]
        pages = [crowd.submit(ask, lonely, "/forums/") for _ in range(3)]
        alive = [ask(lonely, "/livez") for _ in range(3)]
        assert [status for status, _seconds in alive] == [200] * 3
        assert max(seconds for _status, seconds in alive) < 2
        assert {one.result()[0] for one in unready} == {503}
        assert {one.result()[0] for one in pages} <= {500, 503}
        assert max(one.result()[1] for one in pages) < 10
