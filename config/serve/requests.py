"""uvicorn's HTTP, with patience that ends: who sends half of its headers or of its body is not waited for.

uvicorn bounds how long an idle line stays open and nothing else: a caller who says `GET` and goes away keeps its line
for ever. A proxy bounds this too, but not every site has one.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

PATIENCE = 10.0
"""Seconds in which headers are whole, counted from the line's opening or from their first byte; and those in which a
body may stand still."""
SLOWEST = 2 * 1024
"""Bytes a second that a body comes with at least, once it has had its ten seconds: no line is kept by a byte now and
then. The slowest telephone sends ten times as many."""
LONGEST_HEADERS = 64 * 1024
UNHEARD = 32 * 1024 * 1024
"""Bytes of a body that are read and thrown away after its answer: a browser shows an answer only once it has sent all
of a body that is not far too large."""

TOO_LATE = (408, b"Request Timeout", b"The request did not come whole.\n")
TOO_LONG = (431, b"Request Header Fields Too Large", b"The request's headers are too long.\n")


class Requests(HttpToolsProtocol):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._awaited = "headers"
        """What is not whole yet: `headers`, `body`, or nothing."""
        self._since = self._last = 0.0
        self._size = 0
        self._look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await("headers")

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_looking()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._last = self.loop.time()
        if not self._awaited:
            self._await("headers")
        of_headers = len(data) if self._awaited == "headers" else 1
        super().data_received(data)
        if self._awaited == "headers":
            self._size += of_headers
            if self._size > LONGEST_HEADERS:
                self._refuse(TOO_LONG)

    def handle_websocket_upgrade(self) -> None:
        self._stop_looking()
        super().handle_websocket_upgrade()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._await("headers")

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._await("body")

    def on_body(self, body: bytes) -> None:
        self._size += len(body)
        super().on_body(body)
        if self.cycle is not None and self.cycle.response_complete and self._size > UNHEARD:
            self.transport.close()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._stop_looking()

    def _await(self, what: str) -> None:
        self._awaited, self._size = what, 0
        self._since = self._last = self.loop.time()
        if self._look is None:
            self._look = self.loop.call_at(self._since + PATIENCE, self._look_at_it)

    def _stop_looking(self) -> None:
        self._awaited = ""
        if self._look is not None:
            self._look.cancel()
            self._look = None

    def _look_at_it(self) -> None:
        """At the end of patience; later once more, where something came meanwhile, or it is we who are slow."""
        self._look = None
        answering = self._awaited == "headers" and self._answering()
        end = self.loop.time() + PATIENCE if self.flow.read_paused or answering else self._end()
        if end <= self.loop.time():
            self._refuse(TOO_LATE)
        else:
            self._look = self.loop.call_at(end, self._look_at_it)

    def _end(self) -> float:
        if self._awaited == "headers":
            return self._since + PATIENCE
        return min(self._last, self._since + self._size / SLOWEST) + PATIENCE

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _refuse(self, answer: tuple[int, bytes, bytes]) -> None:
        """End the line; say why where nothing was said and something was heard."""
        status, reason, words = answer
        begun = self.cycle.response_started if self._awaited == "body" else self._answering() or not self._size
        if not begun:
            head = b"HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            self.transport.write(head % (status, reason, len(words)) + words)
        self._stop_looking()
        self.transport.close()
