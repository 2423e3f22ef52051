"""What a client may ask over its socket. Every command is answered; a refusal is an answer, never the end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from ground.web.token_bucket import Bucket
from realtime import live, revocation
from realtime.hub import Hub
from realtime.lines import Line
from realtime.protocol import (
    FLOOD,
    LONGEST_MESSAGE,
    SUBSCRIPTIONS,
    TOO_BIG,
    Command,
    Refused,
    frame,
    parse,
    split_name,
)
from realtime.rooms import Room

BURST: Final = 60  # commands at once
A_SECOND: Final = 20.0  # commands
FORGIVEN: Final = 200  # commands above the rate, in all, before the socket is closed


class Commands:
    __slots__ = ("_above", "_bucket", "_clock", "_hub", "_line")

    def __init__(self, line: Line, hub: Hub) -> None:
        self._line = line
        self._hub = hub
        self._clock = asyncio.get_running_loop().time
        self._bucket = Bucket.full(size=BURST, rate=A_SECOND, now=self._clock())
        self._above = 0

    async def take(self, text: str | None) -> None:
        """Obey one message, or say why not."""
        if text is not None and len(text.encode()) > LONGEST_MESSAGE:
            self._line.tell(frame("error", code="too_big", bytes=LONGEST_MESSAGE))
            self._hub.close(self._line, TOO_BIG)
            return
        try:
            self._hurry()
            command = parse(text or "")
            await OBEY[command.do](self, command)
        except Refused as refusal:
            self._line.tell(frame("error", code=refusal.code, **refusal.more))

    def _hurry(self) -> None:
        if self._bucket.take(self._clock()):
            return
        self._above += 1
        if self._above > FORGIVEN:
            self._hub.close(self._line, FLOOD)
        raise Refused("too_fast", rate=A_SECOND)

    async def _subscribe(self, command: Command) -> None:
        kind_name, stream = split_name(command.stream)
        kind = live.kind_named(kind_name)
        followed = self._hub.rooms_of(self._line)
        if stream not in followed and len(followed) >= SUBSCRIPTIONS:
            raise Refused("too_many", stream=command.stream, limit=SUBSCRIPTIONS)
        if kind is None:
            raise Refused("no_stream", stream=command.stream)
        await self._hub.subscribe(self._line, kind, stream, command.epoch, command.after)

    async def _unsubscribe(self, command: Command) -> None:
        self._hub.unsubscribe(self._line, split_name(command.stream)[1])

    async def _typing(self, command: Command) -> None:
        room = await self._room(command)
        if not room.kind.typing:
            raise Refused("not_here", do=command.do, stream=command.stream)
        self._hub.typists.type(room, self._line)

    async def _seen(self, command: Command) -> None:
        room = await self._room(command)
        member = self._line.caller.member
        if room.kind.seen is None or member is None:
            raise Refused("not_here", do=command.do, stream=command.stream)
        await self._hub.doors.ask(room.kind.seen, member, room.stream, min(command.seq, room.head))

    async def _room(self, command: Command) -> Room:
        """The room of a subscription, its right asked again."""
        kind_name, stream = split_name(command.stream)
        room = self._hub.rooms_of(self._line).get(stream)
        if room is None or room.kind.name != kind_name:
            raise Refused("not_subscribed", do=command.do, stream=command.stream)
        right = revocation.Right(self._line.caller.member, kind_name, stream)
        if await self._hub.doors.ask(revocation.lost, [right]):
            if held := self._hub.lines.get(self._line, {}).get(stream):
                self._hub.put_out(held)
            raise Refused("no_stream", stream=command.stream)
        return room

    async def _presence(self, command: Command) -> None:
        self._hub.company.change_mode(self._hub.rooms_of(self._line).values(), self._line, command.mode)

    async def _ack(self, command: Command) -> None:
        await self._hub.acknowledge(self._line, command.n)

    async def _ping(self, command: Command) -> None:
        self._line.tell(frame("pong"))


OBEY: Final[dict[str, Callable[[Commands, Command], Awaitable[None]]]] = {
    "subscribe": Commands._subscribe,
    "unsubscribe": Commands._unsubscribe,
    "typing": Commands._typing,
    "seen": Commands._seen,
    "presence": Commands._presence,
    "ack": Commands._ack,
    "ping": Commands._ping,
}
