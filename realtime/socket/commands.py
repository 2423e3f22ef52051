"""What a client may ask over its socket. Every command is answered; a refusal is an answer, never the end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from ground.web.token_bucket import Bucket
from realtime.access import revocation
from realtime.connections.channel import Channel
from realtime.connections.connection import Connection
from realtime.connections.protocol import (
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
from realtime.delivery.hub import Hub
from realtime.kinds import stream_kinds

BURST: Final = 60  # commands at once
A_SECOND: Final = 20.0  # commands
FORGIVEN: Final = 200  # commands above the rate, in all, before the socket is closed


class Commands:
    __slots__ = ("_above", "_bucket", "_clock", "_connection", "_hub")

    def __init__(self, connection: Connection, hub: Hub) -> None:
        self._connection = connection
        self._hub = hub
        self._clock = asyncio.get_running_loop().time
        self._bucket = Bucket.full(size=BURST, rate=A_SECOND, now=self._clock())
        self._above = 0

    async def take(self, text: str | None) -> None:
        """Obey one message, or say why not."""
        if text is not None and len(text.encode()) > LONGEST_MESSAGE:
            self._connection.tell(frame("error", code="too_big", bytes=LONGEST_MESSAGE))
            self._hub.subscriptions.close(self._connection, TOO_BIG)
            return
        try:
            self._hurry()
            command = parse(text or "")
            await OBEY[command.do](self, command)
        except Refused as refusal:
            self._connection.tell(frame("error", code=refusal.code, **refusal.more))

    def _hurry(self) -> None:
        if self._bucket.take(self._clock()):
            return
        self._above += 1
        if self._above > FORGIVEN:
            self._hub.subscriptions.close(self._connection, FLOOD)
        raise Refused("too_fast", rate=A_SECOND)

    async def _subscribe(self, command: Command) -> None:
        kind_name, stream = split_name(command.stream)
        kind = stream_kinds.kind_named(kind_name)
        followed = self._hub.subscriptions.channels_of(self._connection)
        if stream not in followed and len(followed) >= SUBSCRIPTIONS:
            raise Refused("too_many", stream=command.stream, limit=SUBSCRIPTIONS)
        if kind is None:
            raise Refused("no_stream", stream=command.stream)
        await self._hub.subscribe(self._connection, kind, stream, command.epoch, command.after)

    async def _unsubscribe(self, command: Command) -> None:
        self._hub.subscriptions.remove(self._connection, split_name(command.stream)[1])

    async def _typing(self, command: Command) -> None:
        channel = await self._channel(command)
        if not channel.kind.typing:
            raise Refused("not_here", do=command.do, stream=command.stream)
        self._hub.typing.type(channel, self._connection)

    async def _seen(self, command: Command) -> None:
        channel = await self._channel(command)
        member = self._connection.caller.member
        if channel.kind.seen is None or member is None:
            raise Refused("not_here", do=command.do, stream=command.stream)
        await self._hub.access_threads.ask(channel.kind.seen, member, channel.stream, min(command.seq, channel.head))

    async def _channel(self, command: Command) -> Channel:
        """The channel of a subscription, its right asked again."""
        kind_name, stream = split_name(command.stream)
        channel = self._hub.subscriptions.channels_of(self._connection).get(stream)
        if channel is None or channel.kind.name != kind_name:
            raise Refused("not_subscribed", do=command.do, stream=command.stream)
        right = revocation.Right(self._connection.caller.member, kind_name, stream)
        if await self._hub.access_threads.ask(revocation.lost, [right]):
            if held := self._hub.subscriptions.of(self._connection).get(stream):
                self._hub.subscriptions.put_out(held)
            raise Refused("no_stream", stream=command.stream)
        return channel

    async def _presence(self, command: Command) -> None:
        channels = self._hub.subscriptions.channels_of(self._connection).values()
        self._hub.presence.change_mode(channels, self._connection, command.mode)

    async def _ack(self, command: Command) -> None:
        await self._hub.acknowledge(self._connection, command.n)

    async def _ping(self, command: Command) -> None:
        self._connection.tell(frame("pong"))


OBEY: Final[dict[str, Callable[[Commands, Command], Awaitable[None]]]] = {
    "subscribe": Commands._subscribe,
    "unsubscribe": Commands._unsubscribe,
    "typing": Commands._typing,
    "seen": Commands._seen,
    "presence": Commands._presence,
    "ack": Commands._ack,
    "ping": Commands._ping,
}
