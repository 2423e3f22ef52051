"""A channel: one stream as this process follows it, with its subscribers by language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from realtime.connections.connection import Connection
from realtime.connections.frames import Frame, Rendered, frames
from realtime.kinds.stream_kinds import StreamKind

KEPT = 1024 * 1024
"""Bytes of frames that may wait for a reader's credits. Readers of one channel share them."""
_turns = count()


@dataclass(slots=True, eq=False)
class Subscription:
    """`cursor` is the last number sent. One that is not `ready` has no credit, and frames are `kept` for it, or it
    catches up from the database; those that fell behind go on by `turn`.
    """

    connection: Connection
    channel: "Channel"
    cursor: int
    ready: bool = False
    catching_up: bool = False
    open: bool = True
    kept: list[Frame] | None = None
    turn: int = 0
    _kept_bytes: int = 0

    def fall_behind(self, refused: Iterable[Frame]) -> None:
        """No credit left: what was refused waits, and what follows it, until the client has acknowledged."""
        self.ready = False
        self.kept, self._kept_bytes = [], 0
        self.turn = next(_turns)
        for frame in refused:
            self.keep(frame)

    def keep(self, frame: Frame) -> None:
        """What there is no place for is left out, with all that follows: it will be read from the database."""
        if self.kept is None or self._kept_bytes + frame.size > KEPT:
            return
        if frame.first == (self.kept[-1].last if self.kept else self.cursor) + 1:
            self.kept.append(frame)
            self._kept_bytes += frame.size

    def go_on(self) -> bool:
        """Send what was kept as far as the credits go. True when nothing is kept any more; it may still lack more."""
        while self.kept:
            if not self.connection.offer(self.kept[0]):
                return False
            frame = self.kept.pop(0)
            self._kept_bytes -= frame.size
            self.cursor = frame.last
        self.kept = None
        self.ready = self.cursor >= self.channel.head
        return True


@dataclass(slots=True, eq=False)
class Channel:
    """`head` is the last number handed out here, `wanted` the last that we heard of."""

    stream: int
    kind: StreamKind
    epoch: str
    head: int
    wanted: int
    due: bool = False
    flushed_at: float = 0.0
    by_language: dict[str, set[Subscription]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.kind.name}:{self.stream}"

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.by_language)

    def subscriptions(self) -> Iterator[Subscription]:
        for those in self.by_language.values():
            yield from those

    def connections(self) -> Iterator[Connection]:
        return (subscription.connection for subscription in self.subscriptions())

    def add(self, subscription: Subscription) -> None:
        self.by_language.setdefault(subscription.connection.caller.language, set()).add(subscription)

    def discard(self, subscription: Subscription) -> None:
        language = subscription.connection.caller.language
        those = self.by_language.get(language, set())
        those.discard(subscription)
        if not those:
            self.by_language.pop(language, None)

    def hand_out(self, events: list[Rendered]) -> tuple[int, list[Subscription]]:
        """Give every ready subscriber the same text.

        Returns how many frames were made, and who must catch up by itself: a language that came meanwhile.
        """
        made, strays = 0, []
        for language, those in self.by_language.items():
            if language not in events[0].text:
                strays += [one for one in those if one.ready]
                continue
            for frame in frames(self.name, self.epoch, language, events):
                made += 1
                _give(frame, those)
        self.head = events[-1].seq
        return made, strays


def _give(frame: Frame, those: Iterable[Subscription]) -> None:
    for subscription in those:
        if not subscription.ready:
            subscription.keep(frame)
        elif subscription.cursor < frame.last:
            if subscription.connection.offer(frame):
                subscription.cursor = frame.last
            else:
                subscription.fall_behind([frame])
