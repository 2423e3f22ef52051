"""Fetches what channels lack and hands it out: a quiet one at once, a busy one once a tick, many in one query."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from django.db import Error

from realtime.connections.channel import Channel, Subscription
from realtime.connections.database_threads import DatabaseThreads
from realtime.connections.tasks import Tasks
from realtime.delivery.rendering import Ask, fetch
from realtime.delivery.timings import DELIVERY

log = logging.getLogger("kontor.hub")
TICK: Final = 0.01  # seconds between two arrays to the same channel
BATCH: Final = 50  # channels fetched in one query
WORKERS: Final = 2


class Dispatcher:
    """`stray(subscription)` is asked to let one catch up that the text at hand does not suit."""

    def __init__(
        self,
        channels: dict[int, Channel],
        threads: DatabaseThreads,
        tasks: Tasks,
        stray: Callable[[Subscription], None],
        tally: Counter[str],
    ) -> None:
        self._channels = channels
        self._threads = threads
        self._tasks = tasks
        self._stray = stray
        self._tally = tally
        self._due: dict[int, Channel] = {}
        self._walking = 0

    def send_for(self, channel: Channel) -> None:
        """The channel lacks something: fetch it now, or at the end of its tick."""
        if channel.due:
            return
        channel.due = True
        loop = asyncio.get_running_loop()
        rest = channel.flushed_at + TICK - loop.time()
        if rest > 0:
            loop.call_later(rest, self._queue, channel)
        else:
            self._queue(channel)

    def _queue(self, channel: Channel) -> None:
        if self._channels.get(channel.stream) is not channel:
            return
        self._due[channel.stream] = channel
        if self._walking < WORKERS:
            self._walking += 1
            self._tasks.start(self._walk())

    async def _walk(self) -> None:
        try:
            while self._due:
                batch = [self._due.pop(stream) for stream in list(self._due)[:BATCH]]
                await self._deliver(batch)
        finally:
            self._walking -= 1

    async def _deliver(self, batch: list[Channel]) -> None:
        asks = [Ask(channel.stream, channel.kind.name, channel.head, channel.languages) for channel in batch]
        try:
            found = await self._threads.ask(fetch, asks)
        except Error as error:
            log.warning("the database is away: %s", error)
            found = {}
        except Exception:  # these channels must be fetched again: heads will say so
            log.exception("not fetched")
            found = {}
        self._tally["fetches"] += 1
        for channel in batch:
            channel.due = False
            channel.flushed_at = asyncio.get_running_loop().time()
        for channel in batch:
            events = [event for event in found.get(channel.stream, []) if event.seq > channel.head]
            if not events or self._channels.get(channel.stream) is not channel:
                continue
            try:
                self._hand_out(channel, events)
            except Exception:  # of this channel alone: the next hint or look at the heads tries again
                log.exception("%s was not handed out", channel.name)

    def _hand_out(self, channel: Channel, events: list[Any]) -> None:
        frames, strays = channel.hand_out(events)
        now = time.time()
        for event in events:
            DELIVERY.observe(max(0.0, now - event.at))
        self._tally["events"] += len(events)
        self._tally["frames"] += frames
        for stray in strays:
            self._stray(stray)
        if channel.wanted > channel.head:
            self.send_for(channel)
