"""What answers at `/live/`: a plain ASGI application. One task a socket, no thread hop for a frame."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from django.db import Error

from ground.web import log_context
from realtime.connections.connection import Connection, Put, Send
from realtime.connections.protocol import NO_SUCH_DOOR, RESTART, TRY_AGAIN, frame
from realtime.delivery import hub
from realtime.socket.commands import Commands

log = logging.getLogger("kontor.socket")

Receive = Callable[[], Awaitable[dict[str, Any]]]


async def socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one socket until it ends. Accepts before refusing, so that a browser sees the reason."""
    log_context.connection.set(log_context.new_name())
    await receive()
    await send({"type": "websocket.accept"})
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
    await _converse(Connection(send, caller, _direct(scope)), house, receive)


async def nothing_here(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer a socket at any other address."""
    await refuse(NO_SUCH_DOOR, receive, send)


async def refuse(code: int, receive: Receive, send: Send) -> None:
    """Accept, then close with the reason: a browser sees none where a socket is not accepted."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": code})


def _direct(scope: dict[str, Any]) -> Put | None:
    """Our own server takes frames that were encoded once for all; others are spoken to as ASGI says."""
    frames = (scope.get("extensions") or {}).get("kontor.frames")
    return frames["write"] if frames else None


def _forget_handshake(scope: dict[str, Any]) -> None:
    """The headers have been read, and the scope lives as long as its socket: two KiB each for nothing."""
    if isinstance(scope["headers"], list):
        scope["headers"].clear()


async def _converse(connection: Connection, house: hub.Hub, receive: Receive) -> None:
    house.welcome(connection)
    connection.tell(frame("welcome", member=connection.caller.member, now=round(time.time(), 3)))
    commands = Commands(connection, house)
    try:
        while not connection.closed:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            await commands.take(message.get("text"))
            # A client that asks and does not read the answers is not heard further until it does.
            await connection.clear()
    except asyncio.CancelledError:
        if not connection.closed:
            raise
    except Error as error:
        log.warning("the database is away: %s", error)
        connection.close(TRY_AGAIN)
    finally:
        house.subscriptions.forget(connection)
        connection.end()


async def lifespan(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """With the server the hub begins, known to whoever runs it before a socket comes; and it lets go of everything."""
    while (await receive())["type"] != "lifespan.shutdown":
        hub.here()
        await send({"type": "lifespan.startup.complete"})
    await hub.stop_here()
    await send({"type": "lifespan.shutdown.complete"})
