"""The door for sockets, `/live/`: a plain ASGI application. One task a socket, no thread hop for a frame."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

from django.db import Error

from realtime import hub, origins, whereabouts
from realtime.commands import Commands
from realtime.lines import Line, Put, Send
from realtime.protocol import NO_SUCH_DOOR, RESTART, TRY_AGAIN, WRONG_ORIGIN, frame

log = logging.getLogger("kontor.socket")
PATH: Final = "/live/"

Receive = Callable[[], Awaitable[dict[str, Any]]]


async def socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one socket until it ends. Accepts before refusing, so that a browser sees the reason."""
    whereabouts.connection.set(whereabouts.new_name())
    await receive()
    await send({"type": "websocket.accept"})
    if code := _refusal(scope):
        await send({"type": "websocket.close", "code": code})
        return
    house = hub.here()
    if house.drain.begun:
        await send({"type": "websocket.close", "code": RESTART})
        return
    try:
        caller = await house.caller_of(scope)
    except Error as error:
        log.warning("the database is away: %s", error)
        await send({"type": "websocket.close", "code": TRY_AGAIN})
        return
    _forget_handshake(scope)
    await _converse(Line(send, caller, _direct(scope)), house, receive)


def _direct(scope: dict[str, Any]) -> Put | None:
    """Our own server takes frames that were encoded once for all; others are spoken to as ASGI says."""
    frames = (scope.get("extensions") or {}).get("kontor.frames")
    return frames["write"] if frames else None


def _forget_handshake(scope: dict[str, Any]) -> None:
    """The headers have been read, and the scope lives as long as its socket: two KiB each for nothing."""
    if isinstance(scope["headers"], list):
        scope["headers"].clear()


def _refusal(scope: dict[str, Any]) -> int | None:
    if not origins.is_ours(scope):
        return WRONG_ORIGIN
    return None if scope["path"] == PATH else NO_SUCH_DOOR


async def _converse(line: Line, house: hub.Hub, receive: Receive) -> None:
    house.welcome(line)
    line.tell(frame("welcome", member=line.caller.member, now=round(time.time(), 3)))
    commands = Commands(line, house)
    try:
        while not line.closed:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            await commands.take(message.get("text"))
            # A client that asks and does not read the answers is not heard further until it does.
            await line.clear()
    except asyncio.CancelledError:
        if not line.closed:
            raise
    except Error as error:
        log.warning("the database is away: %s", error)
        line.close(TRY_AGAIN)
    finally:
        house.forget(line)
        line.end()


async def lifespan(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """With the server the hub begins, known to whoever runs it before a socket comes; and it lets go of everything."""
    while (await receive())["type"] != "lifespan.shutdown":
        hub.here()
        await send({"type": "lifespan.startup.complete"})
    await hub.stop_here()
    await send({"type": "lifespan.shutdown.complete"})
