"""uvicorn's websockets, made lean, plus one door: a frame that was encoded once for all is written as it is.

The door is an ASGI extension, `kontor.frames`. Under a server that does not offer it the same text goes by `send`.
Thousands of sockets sit still most of the time, so what each keeps is small: a mailbox and a gate instead of asyncio's
queue and event, which bring six deques along, and nothing of the handshake once it is over.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

if TYPE_CHECKING:
    from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
    from websockets.http11 import Request

ENOUGH = 8
"""Messages from a client that may wait for us before we read no more of it."""

NO_TEXT, NEVER_STOOD = 1007, 1006


class Mailbox:
    """A queue with one reader."""

    __slots__ = ("_messages", "_reader")

    def __init__(self) -> None:
        self._messages: list[Any] = []
        self._reader: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._messages)

    def empty(self) -> bool:
        return not self._messages

    def put_nowait(self, message: Any) -> None:
        self._messages.append(message)
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    async def get(self) -> Any:
        while not self._messages:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        return self._messages.pop(0)


class Gate:
    """An event whose waiters are few and short-lived."""

    __slots__ = ("_open", "_waiting")

    def __init__(self) -> None:
        self._open = True
        self._waiting: list[asyncio.Future[None]] = []

    def is_set(self) -> bool:
        return self._open

    def clear(self) -> None:
        self._open = False

    def set(self) -> None:
        self._open = True
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if not one.done():
                one.set_result(None)

    async def wait(self) -> bool:
        while not self._open:
            one = asyncio.get_running_loop().create_future()
            self._waiting.append(one)
            await one
        return True


class Sockets(WebSocketsSansIOProtocol):
    """`scope["extensions"]["kontor.frames"]["write"](frame)` is True when the frame is on its way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queue = cast("asyncio.Queue[ASGIReceiveEvent]", Mailbox())
        self.writable = cast(asyncio.Event, Gate())
        # uvicorn stops reading at each message until it was taken, two calls to the system each time. True: it leaves
        # that to us, who stop only where several wait.
        self.read_paused = True
        self._held = False

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            extensions = cast(dict[str, Any], self.scope["extensions"])
            extensions["kontor.frames"] = {"write": self.write_frame}

    def start_keepalive(self) -> None:
        """The socket stands: what was said to get there is forgotten."""
        super().start_keepalive()
        # websockets' parser, which lives as long as the socket, keeps the request.
        self.request.headers.clear()
        del self.request, self.response

    def keepalive_timeout(self) -> None:
        """The line is dead: what still waits to be written would be waited for until TCP gives up, in many minutes."""
        super().keepalive_timeout()
        self.transport.abort()

    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        """We are done with the socket: who does not read cannot keep it by never taking what was said last."""
        super().on_task_complete(task)
        if not self.disconnected:
            self.loop.call_later(self.close_timeout, self.transport.abort)

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text" and not _is_text(self.frames):
            self.conn.fail(NO_TEXT)
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()
        if not self._held and len(cast(Mailbox, self.queue)) >= ENOUGH:
            self._held = True
            self.transport.pause_reading()

    def handle_parser_exception(self) -> None:
        """Nobody of ours is to blame for what no websocket says: the line is ended, without a word in the log."""
        if self.close_sent:
            return
        if self.conn.close_sent is not None:
            super().handle_parser_exception()
            return
        # It came behind a handshake that we had not answered yet: there is no frame to close with.
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": NEVER_STOOD})
        self.transport.abort()

    async def receive(self) -> ASGIReceiveEvent:
        message = await self.queue.get()
        if self._held and self.queue.empty():
            self._held = False
            self.transport.resume_reading()
        return message

    async def send(self, message: ASGISendEvent) -> None:
        """A socket that is being closed, and whose reader was not told yet, is gone: no mistake of the sender's."""
        await self.writable.wait()
        if self.close_sent:
            raise ClientDisconnected
        await super().send(message)

    def write_frame(self, frame: bytes) -> bool:
        """Write a whole websocket frame at once; False, and nothing is written, where `send` would have to wait."""
        if not self.handshake_complete or self.close_sent or self.disconnected or not self.writable.is_set():
            return False
        self.transport.write(frame)
        return True


def _is_text(frames: list[bytes]) -> bool:
    try:
        b"".join(frames).decode()
    except UnicodeDecodeError:
        return False
    return True
