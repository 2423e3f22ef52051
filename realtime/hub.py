"""The hub: one a process, on its event loop. It hears that streams moved, fetches what it lacks once, renders it once
and hands the same text to every subscriber. The database is the truth: a hint only says when to look, and heads are
polled besides, so a lost hint costs seconds.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from contextvars import Context
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import Error

from realtime import hints, presence, revocation, roster
from realtime.attendance import Attendance
from realtime.callers import Caller, who_calls
from realtime.catching_up import CatchingUp
from realtime.company import COMPANY, Company
from realtime.draining import Draining
from realtime.ears import Ears
from realtime.errands import Errands
from realtime.guard import Guard
from realtime.heads import Heads
from realtime.lines import Line
from realtime.live import StreamKind
from realtime.meter import Meter
from realtime.postmen import Postmen
from realtime.protocol import PATIENCE, REPLAYED, RESTART, TRY_AGAIN, Refused, frame
from realtime.revocation import REVOKED, Right
from realtime.rooms import Room, Subscription
from realtime.roster import DRAIN, Seat
from realtime.threads import Threads, Together
from realtime.typists import TYPING, Typists

log = logging.getLogger("kontor.hub")
T = TypeVar("T")
ARRIVING = 100  # who comes at once is asked for together, up to so many


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
    """The hub of the running event loop, started with the server, or when the first socket comes."""
    loop = asyncio.get_running_loop()
    return _hubs.get(loop) or start_here(Pace())


def start_here(pace: Pace) -> "Hub":
    hub = _hubs[asyncio.get_running_loop()] = Hub(pace)
    # Its rounds are nobody's: no log line of theirs names the socket that came first.
    Context().run(hub.start)
    return hub


async def stop_here() -> None:
    hub = _hubs.pop(asyncio.get_running_loop(), None)
    if hub is not None:
        await hub.stop()


def all_here() -> "list[Hub]":
    """The hubs of this process, for its metrics. May be asked from any thread."""
    return list(_hubs.values())


class Hub:
    def __init__(self, pace: Pace) -> None:
        self.rooms: dict[int, Room] = {}
        self.lines: dict[Line, dict[int, Subscription]] = {}
        self.tally: Counter[str] = Counter()
        self.pace = pace
        self.doors = Threads("doors", 2)
        self.desk = Threads("desk", 2)
        self._standings = Together(self.doors, revocation.standings, ARRIVING)
        self.ears = Ears((hints.MOVED, REVOKED, COMPANY, TYPING, DRAIN), self.hear, self._look_now)
        self._loop = asyncio.get_running_loop()
        self.errands = Errands()
        self.meter = Meter()
        self._postmen = Postmen(self.rooms, self.desk, self.errands, self._let_catch_up, self.tally, self.meter)
        self._catching_up = CatchingUp(self.desk, self.errands)
        self._heads = Heads(self)
        self._guard = Guard(self)
        self._attendance = Attendance()
        self.drain = Draining(self._attendance.node, self.lines, self.close, self.errands)
        self.seat = Seat(self._attendance.node, lambda: (len(self.lines), len(self.rooms), self.drain.begun))
        self.company = Company(self.rooms, self.doors, self.errands, self._attendance)
        self.typists = Typists(self.rooms, self.doors, self.errands, self._attendance)

    def start(self) -> None:
        hints.listen_here(self.overhear)
        roster.count_here(self.seat.look)
        presence.count_process(self._attendance.own)
        rounds = {
            self._heads.look: self.pace.heads,
            self._guard.close_slow: self.pace.slow,
            self._guard.look_at_all: self.pace.recheck,
            self.company.renew: self.pace.company,
            self._sign_in: self.pace.company,
            self.meter.feel_the_loop: 1.0,
        }
        for work, seconds in rounds.items():
            self.errands.begin(self.errands.every(seconds, work))
        self._listening = self.errands.begin(self.ears.run())
        self.errands.begin(self._sign_in())

    async def stop(self) -> None:
        hints.stop_listening(self.overhear)
        roster.forget_here(self.seat.look)
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
            self.tally["hints"] += 1
            self.moved(message.get("stream", 0), message.get("seq", 0))
        elif channel == REVOKED:
            self._guard.hear(message)
        elif channel == COMPANY:
            self.company.hear(message)
        elif channel == TYPING:
            self.typists.hear(message)
        elif channel == DRAIN:
            self.drain.hear(message)

    def moved(self, stream: int, seq: int) -> None:
        room = self.rooms.get(stream)
        if room is not None and seq > room.head:
            room.wanted = max(room.wanted, seq)
            self._postmen.send_for(room)

    async def caller_of(self, scope: dict[str, Any]) -> Caller:
        """Who opens a socket. Raises django.db.Error."""
        return await self._settled(lambda: self.doors.ask(who_calls, scope))

    async def _settled(self, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer, asked for again where something was revoked meanwhile: the revocation found nobody yet."""
        while True:
            heard = self._guard.heard
            answer = await ask()
            if heard == self._guard.heard:
                return answer

    def welcome(self, line: Line) -> None:
        self.tally["arrivals"] += 1
        self.lines[line] = {}

    async def subscribe(self, line: Line, kind: StreamKind, stream: int, epoch: str, after: int) -> None:
        """Join the room, then read what was missed. Raises Refused."""
        right = Right(line.caller.member, kind.name, stream)
        found = await self._settled(lambda: self._standings.ask(right))
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
            self.tally["resumes"] += bool(after and head > after)
            await self._catching_up.catch_up(subscription, say_so=True)

    def unsubscribe(self, line: Line, stream: int) -> None:
        subscription = self.lines.get(line, {}).pop(stream, None)
        if subscription is None:
            return
        subscription.open = subscription.ready = False
        subscription.kept = None
        line.behind.pop(subscription, None)
        room = subscription.room
        room.discard(subscription)
        self.company.leave(room, line)
        if not room.by_language and self.rooms.get(stream) is room:
            del self.rooms[stream]

    async def acknowledge(self, line: Line, number: int) -> None:
        """The client has read: let those catch up whose credits had been used up."""
        line.acknowledge(number)
        for subscription in list(line.behind):
            if not subscription.open:  # put out while another was being read
                continue
            if not line.has_credit() or not subscription.go_on():
                return
            line.behind.pop(subscription, None)
            room = subscription.room
            if subscription.ready:
                continue
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
        self.errands.begin(self._follow(subscription))

    async def _follow(self, subscription: Subscription) -> None:
        """Whoever cannot catch up now comes again, rather than be left with nothing."""
        try:
            await self._catching_up.catch_up(subscription)
        except Exception as error:
            self.close(subscription.line, TRY_AGAIN)
            if not isinstance(error, Error):
                raise
            log.warning("the database is away: %s", error)

    async def _sign_in(self) -> None:
        await self._attendance.note(roster.key_of(self.seat.node), self.seat.said(), roster.TTL)

    def _look_now(self) -> None:
        self.errands.begin(self._heads.look())

    def overhear(self, channel: str, message: dict[str, Any]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile, nobody listens
            self._loop.call_soon_threadsafe(self.hear, channel, message)
