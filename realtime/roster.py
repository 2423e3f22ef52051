"""The roster: which processes serve sockets, as each says itself every few seconds. For whoever runs them."""

import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

import redis
from django.conf import settings

from realtime import hints

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
        try:
            client = hints.client()
            keys = list(client.scan_iter(match=key_of("*"), count=500))
            said = [text for text in client.mget(keys) if text] if keys else []
            found |= {node.id: node for node in (Node(**json.loads(text)) for text in said)}
        except redis.RedisError:
            pass
    return sorted(found.values(), key=lambda node: (node.since, node.id))


def key_of(node: str) -> str:
    return f"kontor:node:{node}"


class Seat:
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
