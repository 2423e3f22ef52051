"""Pieces: what an event changes on the pages that follow its stream, drawn once for all readers of a language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from realtime.streams import Event, facts

Do = Literal["append", "replace", "remove", "refresh", "say"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One change of a page. `to` is the list an appended piece goes into, `id` the element's own."""

    do: Do
    id: str
    to: str = ""
    html: str = ""
    words: str = ""

    def as_json(self) -> dict[str, str]:
        whole = {"do": self.do, "id": self.id, "to": self.to, "html": self.html, "words": self.words}
        return {key: value for key, value in whole.items() if value}


def append(to: str, id: str, html: str) -> Piece:
    return Piece("append", id=id, to=to, html=html)


def replace(id: str, html: str) -> Piece:
    return Piece("replace", id=id, html=html)


def remove(id: str) -> Piece:
    return Piece("remove", id=id)


def refresh(id: str) -> Piece:
    """The browser fetches the element's `data-piece-src` with its own rights: for what differs by viewer."""
    return Piece("refresh", id=id)


def say(words: str) -> Piece:
    """A short sentence for those who do not see the change, said by the page's one lasting node."""
    return Piece("say", id="live-announcer", words=words)


Show = Callable[[Event], list[Piece]]
ShowMany = Callable[[Sequence[Event]], Mapping[int, list[Piece]]]
_shows: dict[tuple[str, str], list[Show]] = {}
_shows_many: dict[tuple[str, str], ShowMany] = {}


def shows(*fact_types: type[Any], in_: str) -> Callable[[Show], Show]:
    """Render the pieces that these facts change on pages that follow streams of this kind."""

    def bind(show: Show) -> Show:
        for fact_type in fact_types:
            _shows.setdefault((in_, facts.name_of(fact_type)), []).append(show)
        return show

    return bind


def shows_many(*fact_types: type[Any], in_: str) -> Callable[[ShowMany], ShowMany]:
    """The same for facts that come in numbers: the function is given all that were fetched at once, and answers by
    the event's id. What it does not answer shows nothing.
    """

    def bind(show: ShowMany) -> ShowMany:
        for fact_type in fact_types:
            _shows_many[in_, facts.name_of(fact_type)] = show
        return show

    return bind


def pieces_of_all(events: Sequence[Event], kind: str) -> dict[int, list[Piece]]:
    """By the event's id, all pieces that these events change on pages that follow their streams, which are of one kind,
    in the language that is active. One that cannot be read changes nothing.
    """
    found: dict[int, list[Piece]] = {event.pk: [] for event in events}
    events = [event for event in events if event.is_known]
    for event in events:
        found[event.pk] += _pieces_of_one(event, kind)
    for name in dict.fromkeys(event.fact for event in events):
        if many := _shows_many.get((kind, name)):
            for pk, pieces in many([event for event in events if event.fact == name]).items():
                found[pk] += pieces
    return found


def pieces_of(event: Event, kind: str) -> list[Piece]:
    """All pieces that an event changes, in the language that is active. Runs in a thread that may query."""
    return pieces_of_all([event], kind)[event.pk]


def _pieces_of_one(event: Event, kind: str) -> list[Piece]:
    """Those of the functions that show one event at a time."""
    return [piece for show in _shows.get((kind, event.fact), []) for piece in show(event)]
