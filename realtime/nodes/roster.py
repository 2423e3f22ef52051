"""The roster: which processes serve sockets, as each says itself every few seconds. For whoever runs them."""

import json
import os
import platform
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from typing import Final

import redis
from django.conf import settings

from realtime.streams import hints

TTL: Final = 15  # seconds that what a process said is believed
DRAIN: Final = "kontor:drain"


@dataclass(frozen=True, slots=True)
class Node:
    """One process with its hub. `since` is in seconds of the epoch."""

    id: str
    host: str
    pid: int
    since: float
    sockets: int
    streams: int
    draining: bool


_here: list[Callable[[], Node]] = []


def count_here(look: Callable[[], Node]) -> None:
    """Register this process's hub, which is known without Redis."""
    _here.append(look)


def forget_here(look: Callable[[], Node]) -> None:
    _here.remove(look)


def known() -> list[Node]:
    """Every process that has said lately that it serves, the oldest first; without Redis, this one."""
    found = {node.id: node for node in (look() for look in _here)}
    if settings.REDIS_URL:
        with suppress(redis.RedisError):
            found |= {node.id: node for node in told()}
    return sorted(found.values(), key=_age)


def told() -> list[Node]:
    """Those that say so in Redis, the oldest first. Raises redis.RedisError."""
    client = hints.client()
    keys = list(client.scan_iter(match=key_of("*"), count=500))
    said = client.mget(keys) if keys else []
    return sorted((node for node in map(_node, said) if node), key=_age)


def _node(said: bytes | str | None) -> Node | None:
    """None for what is over, or says too little: another version may know other words."""
    try:
        words = json.loads(said or "{}")
        return Node(**{field.name: words[field.name] for field in fields(Node)})
    except (KeyError, TypeError, ValueError):
        return None


def _age(node: Node) -> tuple[float, str]:
    return node.since, node.id


def key_of(node: str) -> str:
    return f"kontor:node:{node}"


class OwnNode:
    """How one hub's own process stands in the roster; `count()` gives its sockets, its streams, whether it drains."""

    def __init__(self, node: str, count: Callable[[], tuple[int, int, bool]]) -> None:
        self.node = node
        self._count = count
        self._since = time.time()
        self._host = platform.node()

    def look(self) -> Node:
        sockets, streams, draining = self._count()
        return Node(self.node, self._host, os.getpid(), self._since, sockets, streams, draining)

    def said(self) -> str:
        return json.dumps(asdict(self.look()))


def ask_to_drain(node: str, within: float) -> bool:
    """Ask a process to send its sockets elsewhere within so many seconds, and then to end. True when Redis took it."""
    return hints.shout(DRAIN, {"node": node, "within": within})
