"""Threads of the live path that ask the database: few, its own, each with a connection that it keeps."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

from django.db import Error, connections

T = TypeVar("T")


class Threads:
    def __init__(self, name: str, size: int) -> None:
        self._pool = ThreadPoolExecutor(size, thread_name_prefix=f"live-{name}")
        self._size = size

    async def ask(self, question: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, _answer, question, args)

    async def stop(self) -> None:
        """Close every thread's connection, then let the threads go."""
        gate = Barrier(self._size)
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(self._pool, _leave, gate) for _ in range(self._size)))
        self._pool.shutdown(wait=True)


def _answer(question: Callable[..., T], args: tuple[Any, ...]) -> T:
    try:
        answer = question(*args)
    except Error:
        connections.close_all()
        raise
    _give_back()
    return answer


def _give_back() -> None:
    """A connection from Django's pool is lent for one question, so that requests do not wait for sockets."""
    for connection in connections.all(initialized_only=True):
        if connection.settings_dict.get("OPTIONS", {}).get("pool"):
            connection.close()


def _leave(gate: Barrier) -> None:
    # The barrier makes each thread take one of these: connections can be closed by their own thread only.
    gate.wait(timeout=30)
    connections.close_all()
