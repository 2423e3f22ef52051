"""The hub: one a process, on its event loop. It hears that streams moved, fetches what it lacks once, renders it once
and hands the same text to every subscriber. The database is the truth: a hint only says when to look, and heads are
polled besides, so a lost hint costs seconds.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from realtime import hints, presence, revocation
from realtime.attendance import Attendance
from realtime.catching_up import CatchingUp
from realtime.company import COMPANY, Company
from realtime.ears import Ears
from realtime.errands import Errands
from realtime.guard import Guard
from realtime.heads import Heads
from realtime.lines import Line
from realtime.live import StreamKind
from realtime.postmen import Postmen
from realtime.protocol import PATIENCE, REPLAYED, RESTART, Refused, frame
from realtime.revocation import REVOKED
from realtime.rooms import Room, Subscription
from realtime.threads import Threads
from realtime.typists import TYPING, Typists


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two rounds. `recheck`, with the check itself, stays under ten (guarantee G9)."""

    heads: float = 1.5
    slow: float = 1.0
    recheck: float = 8.0
    company: float = presence.LEASE
    patience: float = PATIENCE


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def here() -> "Hub":
    """The hub of the running event loop, started when the first socket comes."""
    loop = asyncio.get_running_loop()
    return _hubs.get(loop) or start_here(Pace())


def start_here(pace: Pace) -> "Hub":
    hub = _hubs[asyncio.get_running_loop()] = Hub(pace)
    hub.start()
    return hub


async def stop_here() -> None:
    hub = _hubs.pop(asyncio.get_running_loop(), None)
    if hub is not None:
        await hub.stop()


class Hub:
    def __init__(self, pace: Pace) -> None:
        self.rooms: dict[int, Room] = {}
        self.lines: dict[Line, dict[int, Subscription]] = {}
        self.tally: Counter[str] = Counter()
        self.pace = pace
        self.doors = Threads("doors", 2)
        self.desk = Threads("desk", 2)
        self.ears = Ears((hints.MOVED, REVOKED, COMPANY, TYPING), self.hear, self._look_now)
        self._loop = asyncio.get_running_loop()
        self.errands = Errands()
        self._postmen = Postmen(self.rooms, self.desk, self.errands, self._let_catch_up, self.tally)
        self._catching_up = CatchingUp(self.desk, self.errands)
        self._heads = Heads(self)
        self._guard = Guard(self)
        self._attendance = Attendance()
        self.company = Company(self.rooms, self.doors, self.errands, self._attendance)
        self.typists = Typists(self.rooms, self.doors, self.errands, self._attendance)

    def start(self) -> None:
        hints.listen_here(self.overhear)
        presence.count_process(self._attendance.own)
        rounds = {
            self._heads.look: self.pace.heads,
            self._guard.close_slow: self.pace.slow,
            self._guard.look_at_all: self.pace.recheck,
            self.company.renew: self.pace.company,
        }
        for work, seconds in rounds.items():
            self.errands.begin(self.errands.every(seconds, work))
        self._listening = self.errands.begin(self.ears.run())

    async def stop(self) -> None:
        hints.stop_listening(self.overhear)
        presence.forget_process(self._attendance.own)
        for line in list(self.lines):
            self.close(line, RESTART)
        self._listening.cancel()
        await self.errands.stop()
        await self._attendance.stop()
        await self.desk.stop()
        await self.doors.stop()

    def hear(self, channel: str, message: dict[str, Any]) -> None:
        """What another part of the house says, in this process or through Redis."""
        if channel == hints.MOVED:
            self.moved(message.get("stream", 0), message.get("seq", 0))
        elif channel == REVOKED:
            self._guard.hear(message)
        elif channel == COMPANY:
            self.company.hear(message)
        elif channel == TYPING:
            self.typists.hear(message)

    def moved(self, stream: int, seq: int) -> None:
        room = self.rooms.get(stream)
        if room is not None and seq > room.head:
            room.wanted = max(room.wanted, seq)
            self._postmen.send_for(room)

    def welcome(self, line: Line) -> None:
        self.lines[line] = {}

    async def subscribe(self, line: Line, kind: StreamKind, stream: int, epoch: str, after: int) -> None:
        """Join the room, then read what was missed. Raises Refused."""
        found = await self.doors.ask(revocation.standing, line.caller.member, kind, stream)
        if found is None:
            raise Refused("no_stream", stream=f"{kind.name}:{stream}")
        if line not in self.lines:
            return
        head, current = found
        self.unsubscribe(line, stream)
        room = self._room(kind, stream, head, current)
        subscription = self.lines[line][stream] = Subscription(line, room, after)
        room.add(subscription)
        self.company.arrive(room, line)
        if (epoch and epoch != current) or not 0 <= head - after <= REPLAYED:
            self.send_anew(subscription, current, head)
        else:
            await self._catching_up.catch_up(subscription, say_so=True)

    def unsubscribe(self, line: Line, stream: int) -> None:
        subscription = self.lines.get(line, {}).pop(stream, None)
        if subscription is None:
            return
        subscription.open = subscription.ready = False
        line.behind.discard(subscription)
        room = subscription.room
        room.discard(subscription)
        self.company.leave(room, line)
        if not room.by_language and self.rooms.get(stream) is room:
            del self.rooms[stream]

    async def acknowledge(self, line: Line, number: int) -> None:
        """The client has read: let those catch up whose credits had been used up."""
        line.acknowledge(number)
        for subscription in list(line.behind):
            if not line.has_credit():
                return
            line.behind.discard(subscription)
            room = subscription.room
            if max(room.head, room.wanted) - subscription.cursor > REPLAYED:
                self.send_anew(subscription, room.epoch, room.head)
            else:
                await self._catching_up.catch_up(subscription)

    def send_anew(self, subscription: Subscription, epoch: str, head: int) -> None:
        """Too much was missed, or history is another: the client fetches the page anew and subscribes again."""
        self.tally["gaps"] += 1
        line, room = subscription.line, subscription.room
        line.tell(frame("gap", stream=room.name, epoch=epoch, head=head))
        self.unsubscribe(line, room.stream)

    def put_out(self, subscription: Subscription) -> None:
        """The right to read it has been lost."""
        subscription.line.tell(frame("revoked", stream=subscription.room.name))
        self.unsubscribe(subscription.line, subscription.room.stream)

    def empty(self, room: Room, part: Callable[[Subscription], None]) -> None:
        for subscription in list(room.subscriptions()):
            part(subscription)

    def close(self, line: Line, code: int) -> None:
        line.close(code)
        self.forget(line)

    def forget(self, line: Line) -> None:
        """The socket is gone."""
        for stream in list(self.lines.get(line, {})):
            self.unsubscribe(line, stream)
        self.lines.pop(line, None)

    def rooms_of(self, line: Line) -> dict[int, Room]:
        return {stream: subscription.room for stream, subscription in self.lines.get(line, {}).items()}

    def _room(self, kind: StreamKind, stream: int, head: int, epoch: str) -> Room:
        room = self.rooms.get(stream)
        if room is not None and room.epoch != epoch:
            self.empty(room, lambda subscription: self.send_anew(subscription, epoch, head))
            room = None
        if room is None:
            room = self.rooms[stream] = Room(stream, kind, epoch, head, head)
        return room

    def _let_catch_up(self, subscription: Subscription) -> None:
        subscription.ready = False
        self.errands.begin(self._catching_up.catch_up(subscription))

    def _look_now(self) -> None:
        self.errands.begin(self._heads.look())

    def overhear(self, channel: str, message: dict[str, Any]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile, nobody listens
            self._loop.call_soon_threadsafe(self.hear, channel, message)
