"""Who keeps a room and who may speak in it. Who sees it, reads it: `visible_to` of the booth, of the session."""

from typing import Protocol

from events.shows import rules as shows
from events.shows.models import Show
from network.members.models import Viewer
from realtime.streams import Stream


class Room(Protocol):
    @property
    def stream(self) -> Stream: ...
    @property
    def show(self) -> Show: ...
    def get_absolute_url(self) -> str: ...


def is_host(viewer: Viewer, room: Room, *, keeps: bool) -> bool:
    """The room's own people, a booth's staff or a session's speakers (`keeps`), and the show's organisers."""
    return keeps or shows.is_organiser(viewer, room.show)


def is_welcome(viewer: Viewer, room: Room, *, keeps: bool) -> bool:
    """Registered visitors and hosts take part."""
    return shows.is_registered(viewer, room.show) or is_host(viewer, room, keeps=keeps)
