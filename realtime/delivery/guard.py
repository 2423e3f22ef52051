"""The guard: puts out who may no longer be there, and who does not read."""

import asyncio
from collections.abc import Callable
from typing import Any

from realtime.access import identity
from realtime.access.revocation import Right, lost
from realtime.connections.channel import Subscription
from realtime.connections.connection import Connection
from realtime.connections.database_threads import DatabaseThreads
from realtime.connections.protocol import SESSION_ENDED, TOO_SLOW
from realtime.connections.tasks import Tasks
from realtime.delivery.subscriptions import Subscriptions

UNTIL_ENDED = 1.0  # seconds until a session whose end was told has ended in the database
FAREWELL = 0.3  # seconds in which a stream that ends for everybody says why
SLICE = 500  # rights asked again in one go, so that no thread is held for long


class Guard:
    """`patience` is how many seconds a reader may leave its credits used up."""

    def __init__(self, subscriptions: Subscriptions, threads: DatabaseThreads, tasks: Tasks, patience: float) -> None:
        self._subscriptions = subscriptions
        self._threads = threads
        self._tasks = tasks
        self._patience = patience
        self.heard = 0  # revocations, so far

    def hear(self, message: dict[str, Any]) -> None:
        """A revocation: of a session, of a member's or everybody's right to one stream, or of all that they have."""
        self.heard += 1
        if mark := message.get("session"):
            self._end(lambda connection: connection.caller.mark == mark)
            self._tasks.start(self._look_when_ended(mark))
        elif message.get("everybody"):
            self._tasks.start(self._look_at_everybody(message.get("stream")))
        else:
            member, stream = message.get("member"), message.get("stream")
            self._tasks.start(self.look(lambda connection: connection.caller.member == member, stream))

    async def _look_when_ended(self, mark: str) -> None:
        """Django tells before it ends the session: who came between the two was let in by it."""
        if await self._tasks.pause(UNTIL_ENDED):
            await self.look(lambda connection: connection.caller.mark == mark)

    async def _look_at_everybody(self, stream: int | None) -> None:
        if stream is None:
            await self.look_at_all()
        elif await self._tasks.pause(FAREWELL):
            await self.look(lambda connection: stream in self._subscriptions.of(connection), stream)

    async def look_at_all(self) -> None:
        await self.look(lambda connection: True)

    async def look(self, chosen: Callable[[Connection], bool], stream: int | None = None) -> None:
        """Ask again, in batches, whether sessions last and rights hold."""
        connections = [connection for connection in self._subscriptions.connections() if chosen(connection)]
        if not connections:
            return
        ended = await self._threads.ask(identity.ended, {connection.caller for connection in connections})
        self._end(lambda connection: connection.caller in ended)
        held = [
            subscription
            for connection in connections
            for subscription in self._subscriptions.of(connection).values()
            if stream is None or subscription.channel.stream == stream
        ]
        rights = list({_right(subscription) for subscription in held})
        for start in range(0, len(rights), SLICE):
            gone = await self._threads.ask(lost, rights[start : start + SLICE])
            for subscription in held:
                if subscription.open and _right(subscription) in gone:
                    self._subscriptions.put_out(subscription)

    async def close_slow(self) -> None:
        """Who left their credits used up for too long reads too slowly to be served."""
        limit = asyncio.get_running_loop().time() - self._patience
        for connection in self._subscriptions.connections():
            if connection.stalled_at is not None and connection.stalled_at < limit:
                self._subscriptions.close(connection, TOO_SLOW)

    def _end(self, chosen: Callable[[Connection], bool]) -> None:
        for connection in [connection for connection in self._subscriptions.connections() if chosen(connection)]:
            self._subscriptions.close(connection, SESSION_ENDED)


def _right(subscription: Subscription) -> Right:
    channel = subscription.channel
    return Right(subscription.connection.caller.member, channel.kind.name, channel.stream)
