"""The guard: puts out who may no longer be there, and who does not read."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from realtime import callers
from realtime.lines import Line
from realtime.protocol import SESSION_ENDED, TOO_SLOW
from realtime.revocation import Right, lost
from realtime.rooms import Subscription

if TYPE_CHECKING:
    from realtime.hub import Hub

UNTIL_ENDED = 1.0  # seconds until a session whose end was told has ended in the database
FAREWELL = 0.3  # seconds in which a stream that ends for everybody says why
SLICE = 500  # rights asked again in one go, so that no thread is held for long


class Guard:
    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self.heard = 0  # revocations, so far

    def hear(self, message: dict[str, Any]) -> None:
        """A revocation: of a session, of a member's or everybody's right to one stream, or of all that they have."""
        self.heard += 1
        if mark := message.get("session"):
            self._end(lambda line: line.caller.mark == mark)
            self._hub.errands.begin(self._look_when_ended(mark))
        elif message.get("everybody"):
            self._hub.errands.begin(self._look_at_everybody(message.get("stream")))
        else:
            member, stream = message.get("member"), message.get("stream")
            self._hub.errands.begin(self.look(lambda line: line.caller.member == member, stream))

    async def _look_when_ended(self, mark: str) -> None:
        """Django tells before it ends the session: who came between the two was let in by it."""
        if await self._hub.errands.pause(UNTIL_ENDED):
            await self.look(lambda line: line.caller.mark == mark)

    async def _look_at_everybody(self, stream: int | None) -> None:
        if stream is None:
            await self.look_at_all()
        elif await self._hub.errands.pause(FAREWELL):
            await self.look(lambda line: stream in self._hub.lines[line], stream)

    async def look_at_all(self) -> None:
        await self.look(lambda line: True)

    async def look(self, chosen: Callable[[Line], bool], stream: int | None = None) -> None:
        """Ask again, in batches, whether sessions last and rights hold."""
        lines = [line for line in self._hub.lines if chosen(line)]
        if not lines:
            return
        ended = await self._hub.doors.ask(callers.ended, {line.caller for line in lines})
        self._end(lambda line: line.caller in ended)
        held = [
            subscription
            for line in lines
            for subscription in self._hub.lines.get(line, {}).values()
            if stream is None or subscription.room.stream == stream
        ]
        rights = list({_right(subscription) for subscription in held})
        for start in range(0, len(rights), SLICE):
            gone = await self._hub.doors.ask(lost, rights[start : start + SLICE])
            for subscription in held:
                if subscription.open and _right(subscription) in gone:
                    self._hub.put_out(subscription)

    async def close_slow(self) -> None:
        """Who left their credits used up for too long reads too slowly to be served."""
        limit = asyncio.get_running_loop().time() - self._hub.pace.patience
        for line in list(self._hub.lines):
            if line.stalled_at is not None and line.stalled_at < limit:
                self._hub.close(line, TOO_SLOW)

    def _end(self, chosen: Callable[[Line], bool]) -> None:
        for line in [line for line in self._hub.lines if chosen(line)]:
            self._hub.close(line, SESSION_ENDED)


def _right(subscription: Subscription) -> Right:
    room = subscription.room
    return Right(subscription.line.caller.member, room.kind.name, room.stream)
