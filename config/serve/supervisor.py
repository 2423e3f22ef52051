"""Keeps children running: starts again one that dies, and ends all of them when it ends itself."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from config.serve import children

TICK = 0.1
LONGEST_WAIT = 30.0
# A child that ran this long was well: its next death is its first. What has been well once is able to run; who waits
# for it, while it is killed again and again, does not wait long.
WELL_AFTER = 60.0
LONGEST_WAIT_OF_THE_ABLE = 5.0
PATIENCE = 10.0


class EndedEarly(Exception):
    """A child ended before Kontor had begun to answer: starting it again would not help."""


@dataclass
class Child:
    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    keep: Sequence[int] = ()
    quiet: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    deaths: int = field(default=0, init=False)
    able: bool = field(default=False, init=False)

    def start(self, now: float) -> subprocess.Popen[bytes]:
        self.process = children.start(self.command, environ=self.environ, keep=self.keep, quiet=self.quiet)
        self.started_at = now
        return self.process

    def wait_before_restart(self, now: float) -> float:
        """Seconds: none after the first death, then 1, 2, 4 … up to 5, or to 30 for what never ran a minute."""
        well = now - self.started_at >= WELL_AFTER
        self.able = self.able or well
        self.deaths = 1 if well else self.deaths + 1
        longest = LONGEST_WAIT_OF_THE_ABLE if self.able else LONGEST_WAIT
        return 0.0 if self.deaths == 1 else min(2.0 ** (self.deaths - 2), longest)


class Supervisor:
    def __init__(self, say: Callable[[str], object]) -> None:
        self.say = say
        self.stopping = threading.Event()
        self.children: list[Child] = []
        self.due: dict[str, float] = {}

    def listen_to_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())

    def add(self, child: Child) -> subprocess.Popen[bytes]:
        self.children.append(child)
        return child.start(time.monotonic())

    def run_to_end(self, child: Child) -> None:
        """Wait for a child that has one thing to do.

        Raises EndedEarly if it fails.
        """
        process = self.add(child)
        while not self.stopping.is_set() and process.poll() is None:
            self.stopping.wait(TICK)
        if process.returncode:
            raise EndedEarly(f"{child.name} failed ({_ending(process)}).")
        if process.returncode == 0:
            self.children.remove(child)

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Raises EndedEarly if any child ends before."""
        while not self.stopping.is_set() and not ready():
            for child in self.children:
                if child.process and child.process.poll() is not None:
                    raise EndedEarly(f"{child.name} ended before Kontor answered ({_ending(child.process)}).")
            self.stopping.wait(TICK)

    def watch(self) -> None:
        """Until told to stop."""
        while not self.stopping.wait(TICK):
            now = time.monotonic()
            for child in self.children:
                self._look_after(child, now)

    def stop(self) -> None:
        """All but the first at once; the first, which is Redis when it is ours, when none needs it any more."""
        for child in reversed(self.children[1:]):
            if child.process and child.process.poll() is None:
                child.process.terminate()
        for child in reversed(self.children):
            if child.process:
                children.stop(child.process, patience=PATIENCE)

    def _look_after(self, child: Child, now: float) -> None:
        if child.process and child.process.poll() is not None:
            children.sweep(child.process)
            wait = child.wait_before_restart(now)
            when = f"in {wait:g} s" if wait else "now"
            self.say(f"{child.name} ended ({_ending(child.process)}); starting it again {when}.")
            child.process = None
            self.due[child.name] = now + wait
        if child.process is None and now >= self.due[child.name]:
            child.start(now)


def _ending(process: subprocess.Popen[bytes]) -> str:
    code = process.returncode
    return f"by {signal.Signals(-code).name}" if code < 0 else f"code {code}"
