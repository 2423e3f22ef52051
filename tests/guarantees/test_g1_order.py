"""G1: a stream's events are 1, 2, 3… without gaps; what was acknowledged before another was begun stands before it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from realtime.streams import Event, broken_links
from tests.browser.site import address_of_database
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.guarantees.laboratory.logs import Log, Said, faults
from tests.sizes import FULL

ROOT = Path(__file__).parents[2]
PROCESSES, WRITERS = 2, 8
POSTS = 625 if FULL else 10
PATIENCE = 900 if FULL else 120


def write(thread, member, *words):
    """Several processes write to one thread at once; gives their log."""
    environ = {**os.environ, "DATABASE_URL": address_of_database()}
    command = [sys.executable, "-m", "tests.guarantees.laboratory.writers", str(thread.pk), str(member.pk)]
    started = [
        subprocess.Popen(
            [*command, f"p{number}", str(WRITERS), str(POSTS), *words], cwd=ROOT, env=environ, stdout=subprocess.PIPE
        )
        for number in range(PROCESSES)
    ]
    log, end = Log(), time.monotonic() + PATIENCE
    for process in started:
        lines, _ = process.communicate(timeout=end - time.monotonic())
        assert process.returncode == 0
        for key, began, acked in json.loads(lines):
            log.said[key] = Said(began, acked)
    return log


def judged(thread, log):
    keys = dict(thread.posts.values_list("pk", "body"))
    events = Event.objects.filter(stream=thread.stream).order_by("seq")
    stored = [keys[event.payload["post_id"]] for event in events if event.fact == "thread.replied"]
    return faults(log, stored, [event.seq for event in events])


@pytest.fixture
def thread(transactional_db):
    return make_thread(by=make_member())


def test_many_writers_leave_no_gap_no_double_and_keep_the_order(thread):
    log = write(thread, thread.author)
    assert judged(thread, log) == []
    acked = [key for key, one in log.said.items() if one.acked]
    assert len(acked) == PROCESSES * WRITERS * POSTS * 4 // 5
    thread.stream.refresh_from_db()
    assert broken_links(thread.stream) == []


def test_the_negative_control_numbers_taken_outside_the_transaction_leave_gaps(thread):
    """As a database's sequence is: what an abort has taken never comes back."""
    found = judged(thread, write(thread, thread.author, "sequence"))
    assert any("not 1, 2, 3" in fault for fault in found), found


def test_the_judge_sees_what_stands_in_the_wrong_order():
    log = Log({"a": Said(0, 1), "b": Said(2, 3), "c": Said(0, 9)})
    assert faults(log, ["a", "b", "c"], [1, 2, 3]) == []
    assert faults(log, ["c", "a", "b"], [1, 2, 3]) == []
    assert faults(log, ["b", "a", "c"], [1, 2, 3]) == ["a was acknowledged before b was begun, and stands after it"]
