"""Django behind ASGI, each request in one thread from its beginning to its end.

Everything that answers here is synchronous. Django's own handler takes such a request to and fro between threads, one
of which is made for it and ends with it, and its connection too. Here one thread does it all, and stays.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import copy_context
from io import BytesIO
from typing import IO, Any, Final, cast

from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import set_script_prefix

THREADS: Final = 8
"""Requests that one process answers at once; the others wait for their turn."""

LOOKED_AFTER: Final = ("/livez", "/readyz", "/metrics")
"""What whoever runs this asks for: each answered in a thread apart, however many requests wait."""

TOO_LARGE: Final = "kontor.too_large"
"""Set in the scope of a request whose body was larger than LARGEST_BODY, and so was not taken (`config.answers`)."""

UNREADABLE: Final = "kontor.unreadable"
"""Set in the scope of a request whose `Content-Type` nothing can read, and so was left out (`config.answers`)."""

Scope = dict[str, Any]


class TooLarge(Exception):
    """The body is larger than we take."""


class Handler(ASGIHandler):
    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self._apart = {path: ThreadPoolExecutor(1, thread_name_prefix=path.strip("/")) for path in LOOKED_AFTER}

    def load_middleware(self, is_async: bool = False) -> None:
        """As for WSGI: no part of the chain is taken into another thread."""
        super().load_middleware(is_async=False)

    async def handle(self, scope: Scope, receive: Any, send: Any) -> None:
        try:
            body = await self._body(scope, receive)
        except RequestAborted:
            return
        except TooLarge:
            scope, body = scope | {TOO_LARGE: True}, BytesIO()
        with body:
            pool = self._apart.get(scope["path"], self._pool)
            response = await self._in_a_thread(copy_context().run, self._answer, scope, body, pool=pool)
            if not isinstance(response, StreamingHttpResponse):
                await self.send_response(response, send)
                return
            try:
                if not response.is_async:
                    response.streaming_content = self._parts(iter(response))
                await self.send_response(response, send)
            finally:
                await self._in_a_thread(response.close)

    async def _body(self, scope: Scope, receive: Any) -> IO[bytes]:
        """The body, on disk where it is large. Raises TooLarge before more of it is kept than is taken."""
        left = settings.LARGEST_BODY
        if _said_length(scope) > left:
            raise TooLarge
        with ExitStack() as closing:
            body = closing.enter_context(tempfile.SpooledTemporaryFile(settings.FILE_UPLOAD_MAX_MEMORY_SIZE))
            more = True
            while more:
                part, more = await _part(receive)
                left -= len(part)
                if left < 0:
                    raise TooLarge
                body.write(part)
            body.seek(0)
            closing.pop_all()
        return cast("IO[bytes]", body)

    def _answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, refused = self._request(scope, body)
        response = cast(HttpResponseBase, refused if request is None else self.get_response(request))
        response._handler_class = type(self)  # type: ignore[attr-defined]  # as Django's handlers do
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if not response.streaming:
            # What it held is let go of, in the thread that took it, before the answer is sent.
            response.close()
        return response

    def _request(self, scope: Scope, body: IO[bytes]) -> Any:
        """As Django's, which fails at a `Content-Type` in a charset that there is not, or that is none (RFC 2231)."""
        try:
            return self.create_request(scope, body)
        except ValueError:
            readable = [(name, value) for name, value in scope["headers"] if name != b"content-type"]
            return self.create_request(scope | {"headers": readable, UNREADABLE: True}, body)

    async def _parts(self, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
        while (part := await self._in_a_thread(next, parts, None)) is not None:
            yield part

    async def _in_a_thread(self, work: Callable[..., Any], *args: Any, pool: ThreadPoolExecutor | None = None) -> Any:
        return await asyncio.get_running_loop().run_in_executor(pool or self._pool, work, *args)


async def _part(receive: Any) -> tuple[bytes, bool]:
    """What came, and whether more will. Raises RequestAborted where the caller went away."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise RequestAborted
    return message.get("body", b""), message.get("more_body", False)


def _said_length(scope: Scope) -> int:
    """What the caller says that it will send: 0 where it does not, or says no number."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said) if said.isdigit() and len(said) < 20 else 0
