"""G7: a due letter makes one record and one notice each, and at least one mail with a stable name, whatever dies."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from email import message_from_bytes
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from config.serve import children, household
from landings.letters.models import Letter
from landings.placements.models import Landing
from realtime.jobs.mail import Mail
from realtime.jobs.queue import Job
from realtime.notices import Notice
from realtime.streams import Event, hints
from tests.browser.site import address_of_database
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join
from tests.sizes import FULL
from tests.waiting import until

ROOT = Path(__file__).parents[2]
BEATS = "tests.guarantees.laboratory.beats:app"
DUE = 1000 if FULL else 16
WORKERS = 4
KILLS = 40 if FULL else 4
EVERY = 2.0 if FULL else 0.5
# In which something must move: how long all takes says how busy the machine is, and only that it ends is promised.
PATIENCE = 120


class Workers:
    """Four workers, each with a clock of its own, that are killed and started again."""

    def __init__(self, base, directory, *control):
        self.words = [base.isoformat(), str(directory), *control]
        self.running = [self._start(self.words) for _ in range(WORKERS)]
        self.kills = 0

    def _start(self, words):
        environ = {**os.environ, "DATABASE_URL": address_of_database()}
        command = [sys.executable, "-m", "tests.guarantees.laboratory.clock", *words]
        return subprocess.Popen(command, cwd=ROOT, env=environ)

    def kill_one(self):
        at = random.randrange(WORKERS)
        self._end(self.running[at])
        self.running[at] = self._start(self.words)
        self.kills += 1

    def revive(self):
        """As the supervisor does with a worker that ended by itself: on SQLite one may wait in vain for its turn."""
        for at, process in enumerate(self.running):
            if process.poll() is not None:
                self.running[at] = self._start(self.words)
                self.kills += 1

    def move_on(self, base):
        """All of them die, and come back when every lease has ended."""
        self.end()
        self.words[0] = base.isoformat()
        self.running = [self._start(self.words) for _ in range(WORKERS)]

    def _end(self, process):
        process.kill()
        process.wait()

    def end(self):
        for process in self.running:
            self._end(process)
        self.kills += WORKERS


@pytest.fixture
def base(transactional_db):
    """Letters of one programme that fall due at the same moment, and the noon of that day.

    All in one commit: to make a thousand programmes, one after the other, takes longer than what is tried.
    """
    with transaction.atomic():
        programme, offer = make_programme(), make_offer(desks=DUE)
        for desk in range(1, DUE + 1):
            landing = make_landing(make_application(programme, state="accepted"), offer, desk)
            join(landing.firm, make_member())
    return datetime.combine(landing.ends_on.replace(year=landing.ends_on.year + 1), clock(12), tzinfo=UTC)


def nothing_waits():
    """Asked in the order in which each makes the next."""
    if Letter.objects.filter(sends__gte=1).count() < DUE or Job.objects.filter(done_at=None).exists():
        return False
    return not Mail.objects.filter(sent_at=None).exists()


def done():
    """How much is behind us: it grows for as long as anything moves."""
    letters = Letter.objects.aggregate(made=Count("pk"), sent=Count("pk", filter=Q(sends__gte=1)))
    jobs = Job.objects.exclude(done_at=None).count()
    return (*letters.values(), jobs, Mail.objects.exclude(sent_at=None).count())


def wait_while_anything_moves(is_over, meanwhile=lambda: None):
    before, end = done(), time.monotonic() + PATIENCE
    while not is_over():
        if (now := done()) != before:
            before, end = now, time.monotonic() + PATIENCE
        assert time.monotonic() < end, f"something still waits and nothing moves: {before}"
        meanwhile()
        time.sleep(0.1)


def run(base, directory, *control):
    """How often a worker was killed."""
    workers = Workers(base, directory, *control)
    try:
        for number in range(KILLS):
            time.sleep(EVERY)
            workers.kill_one()
            workers.revive()
            if number == KILLS // 2:
                hints.client().flushdb()
                cache.clear()
        workers.move_on(base + timedelta(hours=2))
        wait_while_anything_moves(nothing_waits, meanwhile=workers.revive)
    finally:
        workers.end()
    return workers.kills


def faults(directory, kills):
    found = []
    if (made := Letter.objects.count()) != DUE:
        found.append(f"{made} letters for {DUE} landings")
    found += [f"letter {one.pk} was sent {one.sends} times" for one in Letter.objects.exclude(sends=1)]
    told = Counter(Event.objects.filter(stream__kind="letter").values_list("stream_id", "fact"))
    found += [f"{what} stands {times} times" for what, times in told.items() if times > 1]
    noticed = Counter(Notice.objects.values_list("recipient", "path", "kind"))
    found += [f"{what} was noticed {times} times" for what, times in noticed.items() if times > 1]
    if not noticed:
        found.append("nobody was told")
    went = Counter(names_of(directory))
    expected = {mail.message_id for mail in Mail.objects.all()}
    if missing := expected - set(went):
        found.append(f"{len(missing)} mails never went out")
    if len(expected) != DUE:
        found.append(f"{len(expected)} mails were queued for {DUE} letters")
    if (twice := too_many_of(directory)) > kills:
        found.append(f"{twice} mails too many after {kills} kills")
    return found


def too_many_of(directory):
    return sum(times - 1 for times in Counter(names_of(directory)).values())


def names_of(directory):
    """The name of every mail that went out; each file holds those of one connection, a line of dashes after each."""
    for file in Path(directory).iterdir():
        for text in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            if text.strip():
                yield message_from_bytes(text)["Message-ID"]


def test_nothing_is_missing_and_nothing_twice_though_workers_are_killed_and_redis_forgets(base, tmp_path):
    kills = run(base, tmp_path)
    assert faults(tmp_path, kills) == []


def test_the_negative_control_mail_without_a_key_is_caught(base, tmp_path):
    kills = run(base, tmp_path, "once")
    assert any("were queued" in fault for fault in faults(tmp_path, kills))


class Beating:
    """Two workers at once, each with a clock of its own, as production starts one."""

    def __init__(self, directory, **environ):
        self.post = directory / "post"
        self.post.mkdir()
        self.rooms = [directory / "one", directory / "two"]
        self.environ = {**os.environ, "DATABASE_URL": address_of_database(), "KONTOR_MAIL": str(self.post), **environ}
        self.running = [self._start(room) for room in self.rooms]

    def _start(self, room):
        room.mkdir()
        child = household.worker(room, {**self.environ, "KONTOR_STRUCK": str(room / "struck")})
        child.command = [BEATS if word == "config.celery:app" else word for word in child.command]
        return child.start(time.monotonic())

    def strike(self):
        """Wait until both clocks have struck from now."""
        for room in self.rooms:
            (room / "struck").unlink(missing_ok=True)
        until(lambda: all((room / "struck").exists() for room in self.rooms), patience=PATIENCE)

    def end(self):
        for process in self.running:
            children.sweep(process)


def are_home_since(days):
    """By the real clock, so that a letter is due after a year."""
    home = timezone.now() - timedelta(days=days)
    left = home - timedelta(days=10)
    Landing.objects.update(starts_on=left.date(), ends_on=home.date(), started_at=left, returned_at=home)


def beat_twice(directory, is_over=lambda _post: nothing_waits(), **environ):
    """Two clocks strike, letters fall due and Redis forgets, until `is_over(post)`; the post, where the mail is."""
    are_home_since(300)
    workers = Beating(directory, **environ)
    try:
        workers.strike()
        assert not Letter.objects.exists()
        are_home_since(370)
        until(Letter.objects.exists, patience=PATIENCE)
        hints.client().flushdb()
        wait_while_anything_moves(lambda: is_over(workers.post))
        workers.strike()
    finally:
        workers.end()
    return workers.post


@pytest.mark.wide
def test_two_clocks_and_a_redis_that_forgets_make_each_letter_once(base, tmp_path):
    assert faults(beat_twice(tmp_path), kills=0) == []


@pytest.mark.wide
def test_the_negative_control_two_clocks_without_leases_send_mail_twice(base, tmp_path):
    found = faults(beat_twice(tmp_path, too_many_of, KONTOR_WITHOUT="leases"), kills=0)
    assert any("mails too many" in fault for fault in found), found
