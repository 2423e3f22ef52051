"""What moves in a chat, alike in every kind of room."""

from django.template.loader import render_to_string

from events.chats.facts import Hidden, Said, ShownAgain, TakenBack
from events.chats.models import Line
from realtime import live
from realtime.streams import Event

KINDS = ("booth", "session")


def line_piece(line: Line) -> str:
    """One line as everyone in the room sees it."""
    return render_to_string("events/chats/_line.html", {"line": line})


def _said(event: Event) -> list[live.Piece]:
    line = _line_of(event)
    return [live.append(f"lines-{line.stream_id}", f"line-{line.pk}", line_piece(line))]


def _changed(event: Event) -> list[live.Piece]:
    line = _line_of(event)
    return [live.replace(f"line-{line.pk}", line_piece(line))]


def _line_of(event: Event) -> Line:
    return Line.objects.select_related("author").get(pk=event.told.line_id)


for kind in KINDS:
    live.shows(Said, in_=kind)(_said)
    live.shows(TakenBack, Hidden, ShownAgain, in_=kind)(_changed)
