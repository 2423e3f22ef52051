"""Catching up: what a subscriber missed, read from the database. Those who missed the same share one reading."""

import asyncio

from realtime.errands import Errands
from realtime.rendering import Ask, Rendered, fetch, frames, nothing_new
from realtime.rooms import Room, Subscription
from realtime.threads import Threads

CHUNK = 100
Reading = tuple[int, str, int, str]


class CatchingUp:
    def __init__(self, threads: Threads, errands: Errands) -> None:
        self._threads = threads
        self._errands = errands
        self._readings: dict[Reading, asyncio.Task[list[Rendered]]] = {}

    async def catch_up(self, subscription: Subscription, *, say_so: bool = False) -> None:
        """Send what was missed until the subscriber is ready, or has no credit left. `say_so`: even if nothing was."""
        if subscription.catching_up:
            return
        subscription.catching_up = True
        try:
            while subscription.open and not subscription.ready:
                events = await self._read(subscription)
                if not self._give(subscription, events, say_so):
                    return
                say_so = False
        finally:
            subscription.catching_up = False

    def _give(self, subscription: Subscription, events: list[Rendered], say_so: bool) -> bool:
        room, line = subscription.room, subscription.line
        parcels = list(frames(room.name, room.epoch, line.caller.language, events))
        if say_so and not parcels:
            parcels = [nothing_new(room.name, room.epoch, subscription.cursor)]
        for parcel in parcels:
            if not subscription.open or not line.offer(parcel):
                subscription.fall_behind()
                return False
            subscription.cursor = parcel.last
        # No await between this look at the head and being ready: nothing can slip through.
        subscription.ready = not events or (len(events) < CHUNK and subscription.cursor >= room.head)
        return True

    async def _read(self, subscription: Subscription) -> list[Rendered]:
        room, language = subscription.room, subscription.line.caller.language
        key: Reading = (room.stream, room.epoch, subscription.cursor, language)
        reading = self._readings.get(key)
        if reading is None:
            reading = self._readings[key] = self._errands.begin(self._fetch(room, subscription.cursor, language))
            reading.add_done_callback(lambda _: self._readings.pop(key, None))
        return await asyncio.shield(reading)

    async def _fetch(self, room: Room, after: int, language: str) -> list[Rendered]:
        ask = Ask(room.stream, room.kind.name, after, frozenset([language]), CHUNK)
        return (await self._threads.ask(fetch, [ask]))[room.stream]
