"""A room's chat as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from events.chats import rules
from events.chats.models import Line
from events.chats.rooms import Room
from events.shows import rules as shows
from network.members.models import Viewer

PAGE = 50


@dataclass(frozen=True, slots=True)
class Chat:
    """The newest lines, the oldest first; `earlier` is the key to ask for those before, or None."""

    room: Room
    lines: Sequence[Line]
    earlier: int | None
    may_speak: bool
    is_host: bool
    is_over: bool


def chat_of(room: Room, viewer: Viewer, *, before: int | None = None) -> Chat:
    """Fifty lines before a key, or the newest fifty."""
    lines = Line.objects.in_room(room.stream.pk).for_list()
    if before is not None:
        lines = lines.filter(pk__lt=before)
    found = list(lines[: PAGE + 1])
    shown = found[:PAGE][::-1]
    return Chat(
        room=room,
        lines=shown,
        earlier=shown[0].pk if len(found) > PAGE else None,
        may_speak=rules.may_speak(viewer, room),
        is_host=rules.is_host(viewer, room),
        is_over=shows.is_over(room.show),
    )
