"""What the supervisor decides, without the wait."""

import os
import sys
import time

import pytest

from config.serve.supervisor import Child, EndedEarly, Supervisor
from tests.waiting import until


def child(name="The child", code="import time; time.sleep(60)"):
    return Child(name, [sys.executable, "-c", code], dict(os.environ))


def test_the_first_death_costs_nothing_and_the_next_ones_ever_more():
    dying = child()

    waits = [dying.wait_before_restart(now) for now in range(8)]

    assert waits == [0, 1, 2, 4, 8, 16, 30, 30]


def test_a_child_that_was_well_for_a_minute_is_forgiven():
    dying = child()
    for now in range(5):
        dying.wait_before_restart(now)

    dying.started_at = 100.0

    assert dying.wait_before_restart(160.0) == 0


def test_a_child_that_ran_a_minute_once_is_never_waited_for_longer_than_five_seconds():
    dying = child()
    dying.started_at = 100.0
    waits = [dying.wait_before_restart(160.0)]
    dying.started_at = 161.0

    waits += [dying.wait_before_restart(162.0) for _ in range(6)]

    assert waits == [0, 1, 2, 4, 5, 5, 5]


def test_what_has_one_thing_to_do_is_waited_for():
    supervisor = Supervisor(print)

    supervisor.run_to_end(child(code="pass"))

    assert supervisor.children == []


def test_what_fails_at_its_one_thing_is_named():
    supervisor = Supervisor(print)

    with pytest.raises(EndedEarly, match=r"Preparing failed \(code 3\)"):
        supervisor.run_to_end(child("Preparing", "raise SystemExit(3)"))


def test_told_to_stop_while_something_is_being_done_it_stops_it():
    supervisor = Supervisor(print)
    supervisor.stopping.set()
    busy = child()

    supervisor.run_to_end(busy)
    supervisor.stop()

    assert busy.process.returncode is not None


def test_a_child_that_dies_is_started_again_and_it_is_said():
    said = []
    supervisor = Supervisor(said.append)
    brief = child("The brief one", "pass")
    supervisor.add(brief)
    first = brief.process
    until(lambda: first.poll() is not None)

    supervisor._look_after(brief, time.monotonic())

    assert said == ["The brief one ended (code 0); starting it again now."]
    assert brief.process is not first
    supervisor.stop()
