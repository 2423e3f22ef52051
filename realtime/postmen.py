"""Postmen: fetch what rooms lack and hand it out. A quiet room at once, a busy one once a tick, many in one query."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from django.db import Error

from realtime.errands import Errands
from realtime.meter import Meter
from realtime.rendering import Ask, fetch
from realtime.rooms import Room, Subscription
from realtime.threads import Threads

log = logging.getLogger("kontor.hub")
TICK: Final = 0.01  # seconds between two arrays to the same room
BATCH: Final = 50  # rooms fetched in one query
POSTMEN: Final = 2


class Postmen:
    """`stray(subscription)` is asked to let one catch up that the text at hand does not suit."""

    def __init__(
        self,
        rooms: dict[int, Room],
        threads: Threads,
        errands: Errands,
        stray: Callable[[Subscription], None],
        tally: Counter[str],
        meter: Meter,
    ) -> None:
        self._rooms = rooms
        self._threads = threads
        self._errands = errands
        self._stray = stray
        self._tally = tally
        self._meter = meter
        self._due: dict[int, Room] = {}
        self._walking = 0

    def send_for(self, room: Room) -> None:
        """The room lacks something: fetch it now, or at the end of its tick."""
        if room.due:
            return
        room.due = True
        loop = asyncio.get_running_loop()
        rest = room.flushed_at + TICK - loop.time()
        if rest > 0:
            loop.call_later(rest, self._queue, room)
        else:
            self._queue(room)

    def _queue(self, room: Room) -> None:
        if self._rooms.get(room.stream) is not room:
            return
        self._due[room.stream] = room
        if self._walking < POSTMEN:
            self._walking += 1
            self._errands.begin(self._walk())

    async def _walk(self) -> None:
        try:
            while self._due:
                batch = [self._due.pop(stream) for stream in list(self._due)[:BATCH]]
                await self._deliver(batch)
        finally:
            self._walking -= 1

    async def _deliver(self, batch: list[Room]) -> None:
        asks = [Ask(room.stream, room.kind.name, room.head, room.languages) for room in batch]
        try:
            found = await self._threads.ask(fetch, asks)
        except Error as error:
            log.warning("the database is away: %s", error)
            found = {}
        except Exception:  # these rooms must be fetched again: heads will say so
            log.exception("not fetched")
            found = {}
        self._tally["fetches"] += 1
        for room in batch:
            room.due = False
            room.flushed_at = asyncio.get_running_loop().time()
        for room in batch:
            events = [event for event in found.get(room.stream, []) if event.seq > room.head]
            if not events or self._rooms.get(room.stream) is not room:
                continue
            try:
                self._hand_out(room, events)
            except Exception:  # of this room alone: the next hint or look at the heads tries again
                log.exception("%s was not handed out", room.name)

    def _hand_out(self, room: Room, events: list[Any]) -> None:
        frames, strays = room.hand_out(events)
        now = time.time()
        for event in events:
            self._meter.delivery.add(max(0.0, now - event.at))
        self._tally["events"] += len(events)
        self._tally["frames"] += frames
        for stray in strays:
            self._stray(stray)
        if room.wanted > room.head:
            self.send_for(room)
