"""Tasks: what the hub has running beside its sockets. When it stops they end by themselves, so that nothing is cut
off in the middle of a word with the database or Redis.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from django.db import Error

log = logging.getLogger("kontor.hub")
PATIENCE: Final = 3.0  # seconds in which tasks may end by themselves


class Tasks:
    def __init__(self) -> None:
        self._stopping = asyncio.Event()
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    async def pause(self, seconds: float) -> bool:
        """Rest so long. False, and at once, when everything is to stop."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return not self._stopping.is_set()

    async def every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Do it again and again; no single failure may end it."""
        while await self.pause(seconds):
            try:
                await work()
            except Error as error:
                log.warning("the database is away: %s", error)
            except Exception:  # a round that ended would leave every socket of this process unserved
                log.exception("a round failed, the next one comes")

    async def stop(self) -> None:
        self._stopping.set()
        if self._running:
            await asyncio.wait(self._running, timeout=PATIENCE)
        while self._running:
            for task in self._running:
                task.cancel()
            await asyncio.wait(self._running, timeout=PATIENCE)

    def _done(self, task: "asyncio.Task[Any]") -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Error):
            log.warning("the database is away: %s", error)
        elif error:
            log.error("%s failed", task.get_coro(), exc_info=error)
