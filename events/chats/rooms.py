"""Kinds of room: what booths and sessions tell the chat about themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from events.shows.models import Show
from network.members.models import Viewer
from realtime.streams import Stream


class Room(Protocol):
    @property
    def pk(self) -> int: ...
    @property
    def stream(self) -> Stream: ...
    @property
    def show(self) -> Show: ...
    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class RoomKind:
    """`find(viewer, stream_id)` gives a room that the viewer may see; `is_host(viewer, room)` who keeps it."""

    name: str
    find: Callable[[Viewer, int], Room | None]
    is_host: Callable[[Viewer, Room], bool]


_kinds: dict[str, RoomKind] = {}


def declare(kind: RoomKind) -> None:
    if kind.name in _kinds:
        raise ValueError(f"two kinds of room are called {kind.name}")
    _kinds[kind.name] = kind


def kind_of(stream: Stream) -> RoomKind | None:
    return _kinds.get(stream.kind)


def seen_by(viewer: Viewer, stream: Stream) -> Room | None:
    """The room of this stream, if the viewer may see it."""
    kind = kind_of(stream)
    return kind.find(viewer, stream.pk) if kind else None
