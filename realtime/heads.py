"""Heads: every second or so, one query for the last numbers of all followed streams. What hints lose, this finds."""

from typing import TYPE_CHECKING

from realtime import streams

if TYPE_CHECKING:
    from realtime.hub import Hub
    from realtime.rooms import Room


class Heads:
    def __init__(self, hub: "Hub") -> None:
        self._hub = hub

    async def look(self) -> None:
        rooms = dict(self._hub.rooms)
        if not rooms:
            return
        before = {stream: room.head for stream, room in rooms.items()}
        found = await self._hub.desk.ask(streams.heads, list(rooms))
        for stream, room in rooms.items():
            if self._hub.rooms.get(stream) is room:
                self._compare(room, before[stream], found.get(stream))

    def _compare(self, room: "Room", before: int, found: tuple[int, str] | None) -> None:
        if found is None:
            self._hub.empty(room, lambda subscription: self._hub.put_out(subscription))
            return
        head, epoch = found
        # A number that went back, or another epoch: a backup was restored, and what was sent may never have been.
        if epoch != room.epoch or head < before:
            self._hub.empty(room, lambda subscription: self._hub.send_anew(subscription, epoch, head))
        else:
            self._hub.moved(room.stream, head)
