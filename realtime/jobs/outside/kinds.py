"""Kinds of outside work: what is done, how long it may take, how often it is tried, and what goes first."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, Final

from realtime.jobs.elapsed import Now
from realtime.streams import Event, facts

GRACE: Final = timedelta(seconds=30)
"""A lease lasts so much longer than an attempt may: whoever is late is dealt with before another begins."""
LONGEST_WAIT: Final = timedelta(hours=1)


class Priority(IntEnum):
    """What is due and urgent goes before all else, and one thread is kept for it: somebody waits at a page."""

    URGENT = 0
    NORMAL = 1
    LATER = 2


@dataclass(slots=True)
class Work:
    """One attempt at a job. `key` is the same at each: hand it on as the idempotency key, where one is taken."""

    job_id: int
    kind: str
    key: str
    payload: dict[str, Any]
    event: Event | None
    attempt: int
    now: Now
    ends: float
    _when_late: list[Callable[[], object]] = field(default_factory=list)

    def left(self) -> float:
        """Seconds until the attempt's time is over, and one at least: for the time limits of sockets."""
        return max(1.0, self.ends - time.monotonic())

    def when_late(self, call: Callable[[], object]) -> None:
        """From another thread, when the time is over: close here what the attempt waits for."""
        self._when_late.append(call)

    def interrupt(self) -> None:
        for call in self._when_late:
            call()


def _nothing() -> None: ...


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an attempt. `write` is called in the transaction that marks the job as done; or, where there is an
    `again_at`, as waiting until then, with all its attempts. `idle` says that there was nothing left to do.
    """

    write: Callable[[], object] = _nothing
    again_at: datetime | None = None
    idle: bool = False


Do = Callable[[Work], Result | None]


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    do: Do
    limit: timedelta
    tries: int
    back_off: timedelta
    priority: Priority

    @property
    def lease(self) -> timedelta:
        return self.limit + GRACE

    def wait_after(self, attempt: int) -> timedelta:
        """Twice as long after each attempt, up to an hour; and by chance up to half as long again, so that what failed
        together does not come back together.
        """
        wait: timedelta = min(self.back_off * 2**attempt, LONGEST_WAIT)
        return wait * (1 + random.random() / 2)  # noqa: S311  # nobody guesses it to his advantage


_by_name: dict[str, Kind] = {}
_by_fact: dict[str, list[Kind]] = {}


def kind(
    name: str,
    *,
    limit: timedelta = timedelta(seconds=30),
    tries: int = 8,
    back_off: timedelta = timedelta(seconds=5),
    priority: Priority = Priority.NORMAL,
) -> Callable[[Do], Do]:
    """The decorated function does the jobs of this kind, each in at most `limit` and `tries` attempts.

    It runs outside any transaction, at least once. What it writes for itself is written in its `Result`.
    """

    def register(do: Do) -> Do:
        if name in _by_name:
            raise ValueError(f"two kinds of outside work are called {name}")
        _by_name[name] = Kind(name, do, limit, tries, back_off, priority)
        return do

    return register


def on(*fact_types: type[Any], **how: Any) -> Callable[[Do], Do]:
    """The decorated function is run for each event of these facts (`work.event`); `how` is as for `kind`."""

    def register(do: Do) -> Do:
        name = f"{do.__module__}.{do.__qualname__}"
        kind(name, **how)(do)
        for fact_type in fact_types:
            _by_fact.setdefault(facts.name_of(fact_type), []).append(_by_name[name])
        return do

    return register


def for_fact(fact_name: str) -> list[Kind]:
    return _by_fact.get(fact_name, [])


def kind_named(name: str) -> Kind:
    """One that nobody has declared fails as others do: a newer release may know it, and else it is a dead letter."""
    return _by_name.get(name) or Kind(name, _unknown, timedelta(seconds=30), 8, timedelta(seconds=5), Priority.NORMAL)


def _unknown(work: Work) -> Result | None:
    raise LookupError("no outside work of this name is known")
