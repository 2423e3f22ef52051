"""Catching up: what a subscriber missed, read from the database. Those who missed the same share one reading."""

import asyncio
from dataclasses import dataclass

from realtime.connections.channel import Channel, Subscription
from realtime.connections.database_threads import DatabaseThreads
from realtime.connections.frames import Frame, frames, nothing_new
from realtime.connections.tasks import Tasks
from realtime.delivery.rendering import Ask, fetch

CHUNK = 100
LULL = 0.05  # seconds
Key = tuple[int, str, int, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was missed, encoded once for all who missed it. Where it is `full` there may be more."""

    frames: list[Frame]
    full: bool


class CatchUp:
    def __init__(self, threads: DatabaseThreads, tasks: Tasks) -> None:
        self._threads = threads
        self._tasks = tasks
        self._readings: dict[Key, asyncio.Task[Reading]] = {}

    async def catch_up(self, subscription: Subscription, *, say_so: bool = False) -> None:
        """Send what was missed until the subscriber is ready, or has no credit left. `say_so`: even if nothing was."""
        if subscription.catching_up:
            return
        subscription.catching_up = True
        try:
            while subscription.open and not subscription.ready:
                found = await self._read(subscription)
                if not self._give(subscription, found, say_so):
                    return
                say_so = False
                if not found.frames and not subscription.ready:
                    # The channel was given something since it was read; or the database went back, and heads will tell.
                    await self._tasks.pause(LULL)
        finally:
            subscription.catching_up = False

    def _give(self, subscription: Subscription, found: Reading, say_so: bool) -> bool:
        channel, connection = subscription.channel, subscription.connection
        parcels = found.frames
        if say_so and not parcels:
            parcels = [nothing_new(channel.name, channel.epoch, subscription.cursor)]
        for number, parcel in enumerate(parcels):
            if not subscription.open:
                return False
            if not connection.offer(parcel):
                subscription.fall_behind(parcels[number:])
                return False
            subscription.cursor = parcel.last
        # No await between this look at the head and being ready: nothing can slip through.
        subscription.ready = not found.full and subscription.cursor >= channel.head
        return True

    async def _read(self, subscription: Subscription) -> Reading:
        channel, language = subscription.channel, subscription.connection.caller.language
        key: Key = (channel.stream, channel.epoch, subscription.cursor, language)
        reading = self._readings.get(key)
        if reading is None:
            reading = self._readings[key] = self._tasks.start(self._fetch(channel, subscription.cursor, language))
            reading.add_done_callback(lambda _: self._readings.pop(key, None))
        return await asyncio.shield(reading)

    async def _fetch(self, channel: Channel, after: int, language: str) -> Reading:
        ask = Ask(channel.stream, channel.kind.name, after, frozenset([language]), CHUNK)
        events = (await self._threads.ask(fetch, [ask]))[channel.stream]
        return Reading(list(frames(channel.name, channel.epoch, language, events)), len(events) >= CHUNK)
