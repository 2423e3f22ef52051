"""Catching up: what a subscriber missed, read from the database. Those who missed the same share one reading."""

import asyncio
from dataclasses import dataclass

from realtime.errands import Errands
from realtime.rendering import Ask, Frame, fetch, frames, nothing_new
from realtime.rooms import Room, Subscription
from realtime.threads import Threads

CHUNK = 100
LULL = 0.05  # seconds
Key = tuple[int, str, int, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was missed, encoded once for all who missed it. Where it is `full` there may be more."""

    frames: list[Frame]
    full: bool


class CatchingUp:
    def __init__(self, threads: Threads, errands: Errands) -> None:
        self._threads = threads
        self._errands = errands
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
                    # The room was given something since it was read; or the database went back, and heads will tell.
                    await self._errands.pause(LULL)
        finally:
            subscription.catching_up = False

    def _give(self, subscription: Subscription, found: Reading, say_so: bool) -> bool:
        room, line = subscription.room, subscription.line
        parcels = found.frames
        if say_so and not parcels:
            parcels = [nothing_new(room.name, room.epoch, subscription.cursor)]
        for number, parcel in enumerate(parcels):
            if not subscription.open:
                return False
            if not line.offer(parcel):
                subscription.fall_behind(parcels[number:])
                return False
            subscription.cursor = parcel.last
        # No await between this look at the head and being ready: nothing can slip through.
        subscription.ready = not found.full and subscription.cursor >= room.head
        return True

    async def _read(self, subscription: Subscription) -> Reading:
        room, language = subscription.room, subscription.line.caller.language
        key: Key = (room.stream, room.epoch, subscription.cursor, language)
        reading = self._readings.get(key)
        if reading is None:
            reading = self._readings[key] = self._errands.begin(self._fetch(room, subscription.cursor, language))
            reading.add_done_callback(lambda _: self._readings.pop(key, None))
        return await asyncio.shield(reading)

    async def _fetch(self, room: Room, after: int, language: str) -> Reading:
        ask = Ask(room.stream, room.kind.name, after, frozenset([language]), CHUNK)
        events = (await self._threads.ask(fetch, [ask]))[room.stream]
        return Reading(list(frames(room.name, room.epoch, language, events)), len(events) >= CHUNK)
