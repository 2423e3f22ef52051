"""Draining: a process that is to end asks its sockets to move, each at a moment of its own, and waits for that."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Collection
from typing import Final

from realtime.connections.connection import Connection
from realtime.connections.protocol import RESTART, frame
from realtime.connections.tasks import Tasks

log = logging.getLogger("kontor.hub")
WITHIN: Final = 5.0  # seconds in which everybody is to move
GRACE: Final = 2.0  # seconds more, for those who are slow to go
LOOK: Final = 0.05


Shut = Callable[[], None]
_doors: list[Shut] = []


def shut_first(shut: Shut) -> None:
    """Register how this process's door is shut, so that whoever moves does not come back to it."""
    _doors.append(shut)


def shut_doors() -> None:
    for shut in _doors:
        shut()


def end_process() -> None:
    """As a supervisor would ask it to."""
    os.kill(os.getpid(), signal.SIGTERM)


class Draining:
    """Of one hub: `connections` are its sockets and `close` ends one. `end` is called when a drain by Redis is over."""

    def __init__(
        self,
        node: str,
        connections: Collection[Connection],
        close: Callable[[Connection, int], None],
        tasks: Tasks,
        end: Callable[[], None] = end_process,
    ) -> None:
        self._node = node
        self._connections = connections
        self._close = close
        self._tasks = tasks
        self._end = end
        self.begun = False

    def hear(self, message: dict[str, object]) -> None:
        within = message.get("within")
        if message.get("node") == self._node and isinstance(within, int | float) and not self.begun:
            self._tasks.start(self._drain_and_end(float(within)))

    async def drain(self, within: float = WITHIN) -> int:
        """Ask everybody to move; returns how many had to be closed because they did not."""
        self.begun = True
        shut_doors()
        text = frame("reconnect", after=within)
        for connection in list(self._connections):
            connection.tell(text)
        loop = asyncio.get_running_loop()
        end = loop.time() + within + GRACE
        while self._connections and loop.time() < end:
            await asyncio.sleep(LOOK)
        stayed = list(self._connections)
        for connection in stayed:
            self._close(connection, RESTART)
        return len(stayed)

    async def _drain_and_end(self, within: float) -> None:
        log.info("asked to drain: %d sockets are to move in %g s", len(self._connections), within)
        stayed = await self.drain(within)
        log.info("drained; %d did not go by themselves", stayed)
        self._end()
