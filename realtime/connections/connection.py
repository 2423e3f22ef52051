"""A connection: one socket's outgoing side. It never waits, and what it holds is bounded (guarantee G10)."""

import asyncio
import logging
import types
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from realtime.access.identity import Caller
from realtime.connections.frames import Frame
from realtime.connections.protocol import CREDIT_BYTES, CREDIT_FRAMES, FLOOD

log = logging.getLogger("kontor.hub")
Send = Callable[[dict[str, Any]], Awaitable[None]]
# Writes a whole frame without waiting, or says no.
Put = Callable[[bytes], bool]


class Connection:
    """Events use up credits until the client acknowledges them; presence and typing are shed first.

    The client counts the `events` frames that it received on this socket and sends that number.
    """

    __slots__ = (
        "_blocked",
        "_bytes",
        "_loop",
        "_put",
        "_send",
        "_sent",
        "_task",
        "_unacknowledged",
        "_waiting",
        "caller",
        "closed",
        "mode",
        "stalled_at",
    )

    def __init__(self, send: Send, caller: Caller, put: Put | None = None) -> None:
        self.caller = caller
        self.stalled_at: float | None = None
        self.closed = False
        self.mode = "visible"
        self._send = send
        self._put = put
        self._task = asyncio.current_task()
        self._loop = asyncio.get_running_loop()
        # Short lists: a deque of none takes as much as one of sixty.
        self._unacknowledged: list[int] = []
        self._bytes = self._sent = 0
        self._waiting: list[dict[str, Any]] = []
        self._blocked: asyncio.Task[None] | None = None

    def offer(self, frame: Frame) -> bool:
        """Send events, or say no: the credits are used up, and the client will get it later."""
        if self.closed or not self.has_credit(frame.size):
            if self.stalled_at is None:
                self.stalled_at = self._loop.time()
            return False
        self._unacknowledged.append(frame.size)
        self._bytes += frame.size
        self._sent += 1
        if self._blocked is not None or self._put is None or not self._put(frame.wire):
            self._write({"type": "websocket.send", "text": frame.text})
        return True

    def has_credit(self, size: int = 0) -> bool:
        # A single event above the limit is let through when nothing else waits, or it never could be.
        waiting = len(self._unacknowledged)
        return not waiting or (waiting < CREDIT_FRAMES and self._bytes + size <= CREDIT_BYTES)

    @property
    def waiting_bytes(self) -> int:
        """What was sent as events and not acknowledged, wherever it is on its way."""
        return self._bytes

    def acknowledge(self, number: int) -> None:
        """The client has received `number` frames of events on this socket, in all."""
        while self._unacknowledged and self._sent - len(self._unacknowledged) < number:
            self._bytes -= self._unacknowledged.pop(0)
        if self.has_credit():
            self.stalled_at = None

    def tell(self, text: str) -> None:
        """Send what must arrive: answers and endings. The socket waits on `clear` before it hears more."""
        self._write({"type": "websocket.send", "text": text})

    def whisper(self, text: str) -> None:
        """Send what may be lost: presence, typing."""
        if self._blocked is None and self.stalled_at is None:
            self._write({"type": "websocket.send", "text": text})

    def close(self, code: int) -> None:
        """End the socket; one that cannot even take a closing frame is cut off."""
        if self.closed:
            return
        self.closed = True
        if self._blocked is None:
            self._step({"type": "websocket.close", "code": code})
        elif self._task is not None:
            self._task.cancel()

    async def clear(self) -> None:
        """Until all that was written has been taken by the server."""
        if self._blocked is not None:
            await asyncio.wait([self._blocked])

    def end(self) -> None:
        """The socket is gone."""
        self.closed = True
        self._waiting.clear()
        if self._blocked is not None:
            self._blocked.cancel()

    def _write(self, message: dict[str, Any]) -> None:
        if self.closed:
            return
        if self._blocked is not None:
            self._hold(message)
        else:
            self._step(message)

    def _step(self, message: dict[str, Any]) -> None:
        sending = self._send(message).__await__()
        try:
            # In the ordinary case the server takes the frame at once: no task, no turn of the loop.
            waits_for = next(sending)
        except StopIteration:
            return
        except Exception as error:  # whatever a server says of a connection that it lost: it must not stop the others
            self._broke(error)
            return
        self._blocked = self._loop.create_task(self._go_on(sending, waits_for))
        self.stalled_at = self.stalled_at or self._loop.time()

    def _hold(self, message: dict[str, Any]) -> None:
        self._waiting.append(message)
        if len(self._waiting) > 2 * CREDIT_FRAMES:
            self.close(FLOOD)

    def _broke(self, error: Exception) -> None:
        self.closed = True
        if not isinstance(error, OSError):
            log.warning("a connection broke: %s: %s", type(error).__name__, error)

    async def _go_on(self, sending: Generator[Any, None, None], waits_for: Any) -> None:
        try:
            await _finish(sending, waits_for)
            while self._waiting:
                await self._send(self._waiting.pop(0))
        except Exception as error:
            self._broke(error)
        finally:
            self._blocked = None
        if self.has_credit():
            self.stalled_at = None


@types.coroutine
def _finish(sending: Generator[Any, None, None], waits_for: Any) -> Generator[Any, None, None]:
    """Run to its end a coroutine that was begun outside a task and waits for a future."""
    while True:
        failed: BaseException | None = None
        try:
            yield waits_for
        except BaseException as error:
            failed = error
        try:
            waits_for = sending.throw(failed) if failed else sending.send(None)
        except StopIteration:
            return
