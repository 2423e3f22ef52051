"""An upgrade under load: who has a page of the last release open misses nothing, while it is prepared and after."""

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from config.serve import children, static_files
from config.serve.static_files import KEPT
from tests.waiting import until

ROOT = Path(__file__).parents[2]
OURS = ("css/", "js/", "img/", "font/")
CODE = ("config", "ground", "realtime", "network", "events", "landings", "manage.py")


class Checkout:
    """A copy of the sources with static files of its own, and processes of it on the same data."""

    def __init__(self, place, var):
        self.place, self.var = place, var
        place.mkdir()
        hidden = shutil.ignore_patterns("__pycache__")
        for name in CODE:
            copy = shutil.copy if (ROOT / name).is_file() else lambda a, b: shutil.copytree(a, b, ignore=hidden)
            copy(ROOT / name, place / name)
        for name in ("templates", "locale"):
            (place / name).symlink_to(ROOT / name)
        shutil.copytree(ROOT / "static", place / "static")
        ours = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "k" * 64}
        theirs = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "DATABASE_URL")}
        self.environ = {**theirs, **ours, "ALLOWED_HOSTS": "kontor.example", "KONTOR_VAR": str(var)}

    def run(self, *words):
        return subprocess.Popen([sys.executable, *words], cwd=self.place, env=self.environ)

    def prepare(self):
        assert self.run("manage.py", "prepare").wait() == 0

    def serve(self, door):
        return self.run("-m", "config.serve.web", "--uds", str(door))


class Line(http.client.HTTPConnection):
    def __init__(self, door):
        super().__init__("kontor.example", timeout=60)
        self.door = str(door)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        try:
            self.sock.connect(self.door)
        except OSError:
            self.close()
            raise

    def asked(self, name):
        self.request("GET", f"/static/{name}", headers={"X-Forwarded-Proto": "https"})
        answer = self.getresponse()
        return answer.status, answer.read()


def names_of(var):
    """What a page of today's release may ask for."""
    names = json.loads((var / "static" / static_files.MANIFEST).read_text())["paths"].values()
    return sorted(name for name in names if name.startswith(OURS))


def ask(door, names):
    with contextlib.closing(Line(door)) as line:
        return {name: line.asked(name) for name in names}


def answers(door):
    try:
        return ask(door, ["nowhere"])["nowhere"][0] == 404
    except OSError:
        return False


def ask_on(door, names, over, found):
    while True:
        last = over.is_set()
        found.append(ask(door, names))
        if last:
            return


@pytest.fixture
def room():
    with tempfile.TemporaryDirectory(prefix="ku-", dir="/tmp") as name:
        (Path(name) / "var").mkdir()
        yield Path(name)


@pytest.mark.wide
def test_every_file_of_every_open_page_answers_while_the_next_release_is_prepared_and_served(room):
    last = Checkout(room / "last", room / "var")
    last.prepare()
    before, over, found = names_of(room / "var"), threading.Event(), [[] for _ in range(2)]
    serving = last.serve(room / "1.sock")
    until(lambda: answers(room / "1.sock"))
    load = [threading.Thread(target=ask_on, args=(room / "1.sock", before, over, one)) for one in found]
    for one in load:
        one.start()

    coming = Checkout(room / "next", room / "var")
    for file in ("css/bar.css", "js/page/open-menus.js"):
        with (coming.place / "static" / file).open("a") as text:
            text.write("\n/* Changed. */\n")
    coming.prepare()
    over.set()
    for one in load:
        one.join()
    after = set(names_of(room / "var"))
    served = coming.serve(room / "2.sock")
    until(lambda: answers(room / "2.sock"))
    then, new = ask(room / "2.sock", before), ask(room / "2.sock", after - set(before))
    for process in (serving, served):
        children.stop(process, patience=60)

    whole = found[0][0]
    assert {status for status, _body in whole.values()} == {200}
    assert all(one == whole for one in (*found[0], *found[1], then))
    assert len(set(before) - after) >= 2
    assert {status for status, _body in new.values()} == {200}


@pytest.fixture
def release(tmp_path, settings):
    """`release("a")` publishes a release of one style sheet, at a time in seconds."""
    settings.STATIC_ROOT = tmp_path / "static"
    seen = []

    def publish(content, *, now):
        with static_files.draft() as draft:
            hashed = f"kontor.{content}.css"
            for name in ("kontor.css", hashed, f"{hashed}.gz"):
                (draft / name).write_text(content)
            (draft / static_files.MANIFEST).write_text(json.dumps({"paths": {"kontor.css": hashed}}))
            seen.append(draft)
            static_files.publish(draft, now=now)
        assert not draft.exists()
        return {path.name for path in settings.STATIC_ROOT.iterdir()} - {static_files.MANIFEST}

    yield publish
    while static_files._held:
        static_files._held.pop().close()


def sheets(*contents):
    return {"kontor.css", *(f"kontor.{one}.css{end}" for one in contents for end in ("", ".gz"))}


def test_a_release_stays_for_a_week_after_the_next(release):
    assert release("a", now=100) == sheets("a")
    assert release("b", now=200) == sheets("a", "b")
    assert release("c", now=200 + KEPT - 1) == sheets("a", "b", "c")
    assert release("d", now=200 + KEPT) == sheets("b", "c", "d")


def test_a_release_that_a_process_serves_stays_however_old_it_is(release):
    release("a", now=100)
    static_files.hold()
    release("b", now=200)
    assert release("c", now=200 + 9 * KEPT) == sheets("a", "b", "c")
    static_files._held.pop().close()
    assert release("c", now=201 + 9 * KEPT) == sheets("b", "c")


def test_what_comes_back_is_todays_again(release):
    release("a", now=100)
    release("b", now=200)
    release("a", now=300)
    assert release("c", now=200 + KEPT) == sheets("a", "b", "c")
    assert release("c", now=300 + KEPT) == sheets("a", "c")
    assert release("c", now=200 + 2 * KEPT) == sheets("c")


def test_a_file_that_is_there_is_left_as_it_is_unless_it_is_broken(release, settings):
    release("a", now=100)
    kept = settings.STATIC_ROOT / "kontor.a.css"
    age = kept.stat().st_ino
    release("a", now=101)
    assert kept.stat().st_ino == age
    kept.write_text("")
    release("a", now=102)
    assert kept.read_text() == "a"


def test_where_nothing_was_collected_there_is_nothing_to_hold(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    static_files.hold()
    assert static_files._held == []
    assert not list(tmp_path.iterdir())
