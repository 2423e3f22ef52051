"""Heads: every second or so, one query for the last numbers of all followed streams. What hints lose, this finds."""

from collections.abc import Callable

from realtime import streams
from realtime.connections.channel import Channel
from realtime.connections.database_threads import DatabaseThreads
from realtime.delivery.subscriptions import Subscriptions


class Heads:
    """`moved(stream, head)` is told of each stream that may have gone on."""

    def __init__(
        self, subscriptions: Subscriptions, threads: DatabaseThreads, moved: Callable[[int, int], None]
    ) -> None:
        self._subscriptions = subscriptions
        self._threads = threads
        self._moved = moved

    async def look(self) -> None:
        channels = dict(self._subscriptions.channels)
        if not channels:
            return
        before = {stream: channel.head for stream, channel in channels.items()}
        found = await self._threads.ask(streams.heads, list(channels))
        for stream, channel in channels.items():
            if self._subscriptions.channels.get(stream) is channel:
                self._compare(channel, before[stream], found.get(stream))

    def _compare(self, channel: Channel, before: int, found: tuple[int, str] | None) -> None:
        those = self._subscriptions
        if found is None:
            those.empty(channel, those.put_out)
            return
        head, epoch = found
        # A number that went back, or another epoch: a backup was restored, and what was sent may never have been.
        if epoch != channel.epoch or head < before:
            those.empty(channel, lambda subscription: those.send_anew(subscription, epoch, head))
        else:
            self._moved(channel.stream, head)
