"""DatabaseThreads of the live path that ask the database: few, its own, each with a connection that it keeps."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, Generic, TypeVar

from django.db import Error, connections

T = TypeVar("T")
Q = TypeVar("Q")


class DatabaseThreads:
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


class Batched(Generic[Q, T]):
    """Questions of one sort: those that come while others are being answered are answered at once, after them.

    `answer(questions)` gives as many answers, in their order; it runs in one of the threads.
    """

    def __init__(self, threads: DatabaseThreads, answer: Callable[[list[Q]], list[T]], most: int) -> None:
        self._threads, self._answer, self._most = threads, answer, most
        self._waiting: list[tuple[Q, asyncio.Future[T]]] = []
        self._work: asyncio.Task[None] | None = None

    async def ask(self, question: Q) -> T:
        """Raises what answering raised, to all who asked together."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._answer_all())
        return await answer

    async def _answer_all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            try:
                answers = await self._threads.ask(self._answer, [question for question, _waits in some])
            except Exception as error:  # whoever asked has to deal with it
                for _question, waits in some:
                    if not waits.done():
                        waits.set_exception(error)
            else:
                for (_question, waits), answer in zip(some, answers, strict=True):
                    if not waits.done():
                        waits.set_result(answer)


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
