"""What moves on the open tray: a line that says how many are new, and nothing that one is reading."""

from realtime.kinds import pieces
from realtime.notices import Noticed
from realtime.streams import Event


@pieces.shows(Noticed, in_="tray")
def news(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("tray-news")]
