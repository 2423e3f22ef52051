"""Kinds of stream: who may read one, and what a page that follows one is told beside its events."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ground.web.policies import Policy

Pair = tuple[int | None, int]
"""A member's id, None for a visitor, and a stream's."""


@dataclass(frozen=True, slots=True, eq=False)
class StreamKind:
    """`may_read(member_id, stream_id)`: the one rule, the same as the page's. A member id of None is a visitor.

    `hold(pairs)` answers it for many at once: of (member, stream), those that hold. Without it each is asked by itself.
    `who` declares the same for the role matrix. `presence` tells who is here, `typing` who is writing.
    `seen(member_id, stream_id, seq)` is told how far a member has read, after the rule was asked again.
    `named(stream_id, members)` gives those who may be named to everyone there; the others are only counted.
    """

    name: str
    may_read: Callable[[int | None, int], bool]
    who: Policy
    hold: Callable[[Collection[Pair]], Collection[Pair]] | None = None
    presence: bool = False
    typing: bool = False
    seen: Callable[[int, int, int], None] | None = None
    named: Callable[[int, Collection[int]], Collection[int]] | None = None


_kinds: dict[str, StreamKind] = {}


def register(kind: StreamKind) -> None:
    if kind.name in _kinds:
        raise ValueError(f"two kinds of stream are called {kind.name}")
    _kinds[kind.name] = kind


def kind_named(name: str) -> StreamKind | None:
    return _kinds.get(name)


def all_kinds() -> list[StreamKind]:
    return [_kinds[name] for name in sorted(_kinds)]
