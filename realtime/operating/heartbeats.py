"""The pulse of what works unseen: each worker says every few seconds that it lives; the clock's own task that it ticks.

Read by whoever runs the site. Without Redis nobody hears it: then workers hear of no work either.
"""

import os
import platform
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import redis
from celery import shared_task
from celery.signals import worker_ready, worker_shutdown
from django.conf import settings

from realtime.jobs import queue
from realtime.jobs.outside import letters
from realtime.streams import hints

EVERY: Final = 5.0  # seconds between two beats
TTL: Final = 20  # seconds that a beat is believed
LATE: Final = 60.0  # seconds that work may wait before it is said to be late
CLOCK: Final = "kontor:clock"

_over = threading.Event()


@dataclass(frozen=True, slots=True)
class Pulse:
    """`workers` that live, and how many seconds ago the clock ticked: None where nobody heard it lately."""

    workers: int
    clock: float | None

    @property
    def clock_ticks(self) -> bool:
        return self.clock is not None


def felt() -> Pulse:
    if settings.REDIS_URL:
        with suppress(redis.RedisError):
            client = hints.client()
            workers = sum(1 for _key in client.scan_iter(match=_key_of("*"), count=500))
            said = client.get(CLOCK)
            return Pulse(workers, max(0.0, time.time() - float(said)) if said else None)
    return Pulse(0, None)


def age_of_waiting_work(now: datetime) -> float:
    """Seconds since the oldest job fell due, inside or outside, that is not done yet."""
    return max(queue.state(now=now).age, letters.age_of_waiting(now))


@shared_task(name="realtime.operating.heartbeats.tick", ignore_result=True)
def tick() -> None:
    """Done by a worker, for the clock has no voice of its own."""
    with suppress(redis.RedisError):
        hints.client().set(CLOCK, time.time(), ex=TTL)


def beat(name: str) -> None:
    """Say that this worker lives, until it is told to end."""
    while not _over.is_set():
        with suppress(redis.RedisError):
            hints.client().set(_key_of(name), 1, ex=TTL)
        _over.wait(EVERY)
    with suppress(redis.RedisError):
        hints.client().delete(_key_of(name))


@worker_ready.connect
def _begin(**_: Any) -> None:
    name = f"{platform.node()}-{os.getpid()}"
    threading.Thread(target=beat, args=(name,), name="pulse", daemon=True).start()


@worker_shutdown.connect
def _end(**_: Any) -> None:
    _over.set()


def _key_of(worker: str) -> str:
    return f"kontor:worker:{worker}"
