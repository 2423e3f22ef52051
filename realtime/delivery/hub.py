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

from realtime.access import revocation
from realtime.access.identity import Caller, who_calls
from realtime.access.revocation import REVOKED, Right
from realtime.connections.channel import Channel, Subscription
from realtime.connections.connection import Connection
from realtime.connections.database_threads import Batched, DatabaseThreads
from realtime.connections.protocol import PATIENCE, REPLAYED, RESTART, TRY_AGAIN, Refused
from realtime.connections.tasks import Tasks
from realtime.delivery.catch_up import CatchUp
from realtime.delivery.dispatcher import Dispatcher
from realtime.delivery.guard import Guard
from realtime.delivery.heads import Heads
from realtime.delivery.redis_listener import RedisListener
from realtime.delivery.subscriptions import Subscriptions
from realtime.delivery.timings import Timings
from realtime.kinds.stream_kinds import StreamKind
from realtime.nodes import roster
from realtime.nodes.draining import Draining
from realtime.nodes.roster import DRAIN, OwnNode
from realtime.presence import state
from realtime.presence.broadcast import PRESENCE, Broadcast
from realtime.presence.leases import Leases
from realtime.presence.typing import TYPING, Typing
from realtime.streams import hints

log = logging.getLogger("kontor.hub")
T = TypeVar("T")
ARRIVING = 100  # who comes at once is asked for together, up to so many


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two rounds. `recheck`, with the check itself, stays under ten (guarantee G9)."""

    heads: float = 1.5
    slow: float = 1.0
    recheck: float = 8.0
    presence: float = state.LEASE
    patience: float = PATIENCE


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def here() -> "Hub":
    """The hub of the running event loop, started with the server, or when the first socket comes."""
    loop = asyncio.get_running_loop()
    return _hubs.get(loop) or start_here(Pace())


def start_here(pace: Pace) -> "Hub":
    hub = _hubs[asyncio.get_running_loop()] = Hub(pace)
    # Its rounds are nobody's: no log connection of theirs names the socket that came first.
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
        self.tally: Counter[str] = Counter()
        self.subscriptions = Subscriptions(self.tally, self._joined, self._left)
        self.pace = pace
        self.access_threads = DatabaseThreads("access", 2)
        self.reading_threads = DatabaseThreads("reading", 2)
        self._standings = Batched(self.access_threads, revocation.standings, ARRIVING)
        self.listener = RedisListener((hints.MOVED, REVOKED, PRESENCE, TYPING, DRAIN), self.hear, self._look_now)
        self._loop = asyncio.get_running_loop()
        self.tasks = Tasks()
        self.timings = Timings()
        self._dispatcher = Dispatcher(
            self.subscriptions.channels, self.reading_threads, self.tasks, self._let_catch_up, self.tally
        )
        self._catch_up = CatchUp(self.reading_threads, self.tasks)
        self._heads = Heads(self.subscriptions, self.reading_threads, self.moved)
        self._guard = Guard(self.subscriptions, self.access_threads, self.tasks, pace.patience)
        self._leases = Leases()
        self.drain = Draining(self._leases.node, self.subscriptions.by_connection, self.subscriptions.close, self.tasks)
        self.own_node = OwnNode(
            self._leases.node,
            lambda: (len(self.subscriptions.by_connection), len(self.subscriptions.channels), self.drain.begun),
        )
        self.presence = Broadcast(self.subscriptions.channels, self.access_threads, self.tasks, self._leases)
        self.typing = Typing(self.subscriptions.channels, self.access_threads, self.tasks, self._leases)

    def start(self) -> None:
        hints.listen_here(self.overhear)
        roster.count_here(self.own_node.look)
        state.count_process(self._leases.own)
        rounds = {
            self._heads.look: self.pace.heads,
            self._guard.close_slow: self.pace.slow,
            self._guard.look_at_all: self.pace.recheck,
            self.presence.renew: self.pace.presence,
            self._report: self.pace.presence,
            self.timings.feel_the_loop: 1.0,
        }
        for work, seconds in rounds.items():
            self.tasks.start(self.tasks.every(seconds, work))
        self._listening = self.tasks.start(self.listener.run())
        self.tasks.start(self._report())

    async def stop(self) -> None:
        hints.stop_listening(self.overhear)
        roster.forget_here(self.own_node.look)
        state.forget_process(self._leases.own)
        for connection in self.subscriptions.connections():
            self.subscriptions.close(connection, RESTART)
        self._listening.cancel()
        await self.tasks.stop()
        await self._leases.stop()
        await self.reading_threads.stop()
        await self.access_threads.stop()

    def hear(self, topic: str, message: dict[str, Any]) -> None:
        """What another part of the house says, in this process or through Redis."""
        if topic == hints.MOVED:
            self.tally["hints"] += 1
            self.moved(message.get("stream", 0), message.get("seq", 0))
        elif topic == REVOKED:
            self._guard.hear(message)
        elif topic == PRESENCE:
            self.presence.hear(message)
        elif topic == TYPING:
            self.typing.hear(message)
        elif topic == DRAIN:
            self.drain.hear(message)

    def moved(self, stream: int, seq: int) -> None:
        channel = self.subscriptions.channels.get(stream)
        if channel is not None and seq > channel.head:
            channel.wanted = max(channel.wanted, seq)
            self._dispatcher.send_for(channel)

    async def caller_of(self, scope: dict[str, Any]) -> Caller:
        """Who opens a socket. Raises django.db.Error."""
        return await self._settled(lambda: self.access_threads.ask(who_calls, scope))

    async def _settled(self, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer, asked for again where something was revoked meanwhile: the revocation found nobody yet."""
        while True:
            heard = self._guard.heard
            answer = await ask()
            if heard == self._guard.heard:
                return answer

    def welcome(self, connection: Connection) -> None:
        self.tally["arrivals"] += 1
        self.subscriptions.by_connection[connection] = {}

    async def subscribe(self, connection: Connection, kind: StreamKind, stream: int, epoch: str, after: int) -> None:
        """Join the channel, then read what was missed. Raises Refused."""
        right = Right(connection.caller.member, kind.name, stream)
        found = await self._settled(lambda: self._standings.ask(right))
        if found is None:
            raise Refused("no_stream", stream=f"{kind.name}:{stream}")
        if connection not in self.subscriptions.by_connection:
            return
        head, current = found
        subscription = self.subscriptions.add(connection, kind, stream, epoch=current, head=head, after=after)
        if (epoch and epoch != current) or not 0 <= head - after <= REPLAYED:
            self.subscriptions.send_anew(subscription, current, head)
        else:
            self.tally["resumes"] += bool(after and head > after)
            await self._catch_up.catch_up(subscription, say_so=True)

    async def acknowledge(self, connection: Connection, number: int) -> None:
        """The client has read: let those catch up whose credits had been used up."""
        connection.acknowledge(number)
        for subscription in self.subscriptions.behind(connection):
            if not subscription.open:  # put out while another was being read
                continue
            if not connection.has_credit() or not subscription.go_on():
                return
            if subscription.ready:
                continue
            channel = subscription.channel
            if max(channel.head, channel.wanted) - subscription.cursor > REPLAYED:
                self.subscriptions.send_anew(subscription, channel.epoch, channel.head)
            else:
                await self._catch_up.catch_up(subscription)

    def _count(self) -> tuple[int, int, bool]:
        return len(self.subscriptions.by_connection), len(self.subscriptions.channels), self.drain.begun

    def _joined(self, channel: Channel, connection: Connection) -> None:
        self.presence.arrive(channel, connection)

    def _left(self, channel: Channel, connection: Connection) -> None:
        self.presence.leave(channel, connection)

    def _let_catch_up(self, subscription: Subscription) -> None:
        subscription.ready = False
        self.tasks.start(self._follow(subscription))

    async def _follow(self, subscription: Subscription) -> None:
        """Whoever cannot catch up now comes again, rather than be left with nothing."""
        try:
            await self._catch_up.catch_up(subscription)
        except Exception as error:
            self.subscriptions.close(subscription.connection, TRY_AGAIN)
            if not isinstance(error, Error):
                raise
            log.warning("the database is away: %s", error)

    async def _report(self) -> None:
        await self._leases.note(roster.key_of(self.own_node.node), self.own_node.said(), roster.TTL)

    def _look_now(self) -> None:
        self.tasks.start(self._heads.look())

    def overhear(self, topic: str, message: dict[str, Any]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile, nobody listens
            self._loop.call_soon_threadsafe(self.hear, topic, message)
