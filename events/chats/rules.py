"""Who may speak, take back and hide."""

from events.chats.models import Line
from events.chats.rooms import Room, kind_of
from events.shows import rules as shows
from network.members.models import Viewer


def is_host(viewer: Viewer, room: Room) -> bool:
    """The booth's staff, the session's speakers, and the show's organisers."""
    kind = kind_of(room.stream)
    return bool(kind and kind.is_host(viewer, room)) or shows.is_organiser(viewer, room.show)


def is_welcome(viewer: Viewer, room: Room) -> bool:
    """Registered visitors and hosts take part."""
    return shows.is_registered(viewer, room.show) or is_host(viewer, room)


def may_speak(viewer: Viewer, room: Room) -> bool:
    return not shows.is_over(room.show) and is_welcome(viewer, room)


def may_take_back(viewer: Viewer, line: Line) -> bool:
    return viewer.pk is not None and line.author_id == viewer.pk and line.taken_back_at is None


def may_hide(viewer: Viewer, line: Line, room: Room) -> bool:
    return line.taken_back_at is None and is_host(viewer, room)
