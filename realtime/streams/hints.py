"""Hints: on commit, tell every process's hub that something moved. A lost hint costs a second, never a message."""

import json
import logging
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import redis
from django.conf import settings
from django.db import transaction

from ground.tables import commits

log = logging.getLogger("kontor.hints")
MOVED: Final = "kontor:moved"
PATIENCE: Final = 0.5  # seconds that a request may be held up by a Redis that does not answer
Deliver = Callable[[str, dict[str, Any]], None]
_here: list[Deliver] = []


def listen_here(deliver: Deliver) -> None:
    """Register this process's hub, which hears of its own writes without Redis. It is called from any thread."""
    _here.append(deliver)


def stop_listening(deliver: Deliver) -> None:
    _here.remove(deliver)


class _Moved:
    """What a transaction moved, told when it has been committed: first here, then to the others in one go."""

    def __init__(self) -> None:
        self.heads: dict[int, dict[str, Any]] = {}

    def tell(self) -> None:
        call(MOVED, *self.heads.values())


def hint(stream_id: int, kind: str, seq: int) -> None:
    """The stream has moved to this number: told after the commit, once for each stream of the transaction."""
    owners = (getattr(call, "__self__", None) for call in commits.waiting())
    moved = next((one for one in owners if isinstance(one, _Moved)), None)
    if moved is None:
        moved = _Moved()
        transaction.on_commit(moved.tell, robust=True)
    moved.heads[stream_id] = {"stream": stream_id, "kind": kind, "seq": seq}


def call(topic: str, *messages: dict[str, Any]) -> None:
    """Tell the hub of this process, then those of the others."""
    for deliver in list(_here):
        for message in messages:
            deliver(topic, message)
    shout(topic, *messages)


def shout(topic: str, *messages: dict[str, Any]) -> bool:
    """Publish to Redis, quickly or not at all. True when Redis took it."""
    if not settings.REDIS_URL:
        return False
    try:
        with client().pipeline(transaction=False) as talk:
            for message in messages:
                talk.publish(wire_name(topic), json.dumps(message, separators=(",", ":")))
            talk.execute()
    except redis.RedisError as error:
        log.warning("redis did not take a hint: %s", type(error).__name__)
        return False
    return True


def wire_name(topic: str) -> str:
    """What the topic is called in Redis, whose topics are common to all of its databases."""
    return f"{topic}@{_number_in(settings.REDIS_URL)}"


@cache
def _number_in(address: str) -> int:
    number: int = redis.ConnectionPool.from_url(address).connection_kwargs.get("db", 0)
    return number


@cache
def client() -> "redis.Redis":
    """The process's own client for short commands: it gives up soon rather than hold up a request."""
    pool = redis.ConnectionPool.from_url(
        settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, decode_responses=True
    )
    # A client that makes its own pool closes it when it goes. Two threads that are the first to ask make one each: the
    # one that is not kept would hang up on the thread that talks through it.
    return redis.Redis(connection_pool=pool)
