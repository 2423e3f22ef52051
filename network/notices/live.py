"""What moves on the open tray: a line that says how many are new, and nothing that one is reading."""

from realtime import live
from realtime.notices import Noticed
from realtime.streams import Event


@live.shows(Noticed, in_="tray")
def news(event: Event) -> list[live.Piece]:
    return [live.refresh("tray-news")]
