"""The door for sockets, `/live/`: a plain ASGI application. One task a socket, no thread hop for a frame."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from django.db import Error

from realtime import hub, origins
from realtime.callers import who_calls
from realtime.commands import Commands
from realtime.lines import Line, Send
from realtime.protocol import NO_SUCH_DOOR, TRY_AGAIN, WRONG_ORIGIN, frame

log = logging.getLogger("kontor.socket")
PATH: Final = "/live/"

Receive = Callable[[], Awaitable[dict[str, Any]]]


async def socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one socket until it ends. Accepts before refusing, so that a browser sees the reason."""
    await receive()
    await send({"type": "websocket.accept"})
    if code := _refusal(scope):
        await send({"type": "websocket.close", "code": code})
        return
    house = hub.here()
    try:
        caller = await house.doors.ask(who_calls, scope)
    except Error as error:
        log.warning("the database is away: %s", error)
        await send({"type": "websocket.close", "code": TRY_AGAIN})
        return
    await _converse(Line(send, caller), house, receive)


def _refusal(scope: dict[str, Any]) -> int | None:
    if not origins.is_ours(scope):
        return WRONG_ORIGIN
    return None if scope["path"] == PATH else NO_SUCH_DOOR


async def _converse(line: Line, house: hub.Hub, receive: Receive) -> None:
    house.welcome(line)
    line.tell(frame("welcome", member=line.caller.member))
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
    """The server says when it ends; the hub lets go of its threads and of Redis."""
    while (await receive())["type"] != "lifespan.shutdown":
        await send({"type": "lifespan.startup.complete"})
    await hub.stop_here()
    await send({"type": "lifespan.shutdown.complete"})
