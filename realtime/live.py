"""What moves on screen: kinds of stream, who may read one, and the pieces that an event changes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from realtime import facts
from realtime.access import Policy

if TYPE_CHECKING:
    from realtime.streams import Event

    Show = Callable[[Event], "list[Piece]"]
    ShowMany = Callable[[Sequence[Event]], Mapping[int, "list[Piece]"]]
else:
    Show = ShowMany = Callable

Pair = tuple[int | None, int]
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
_shows: dict[tuple[str, str], list[Show]] = {}
_shows_many: dict[tuple[str, str], ShowMany] = {}


def register(kind: StreamKind) -> None:
    if kind.name in _kinds:
        raise ValueError(f"two kinds of stream are called {kind.name}")
    _kinds[kind.name] = kind


def kind_named(name: str) -> StreamKind | None:
    return _kinds.get(name)


def all_kinds() -> list[StreamKind]:
    return [_kinds[name] for name in sorted(_kinds)]


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


def pieces_of_all(events: "Sequence[Event]", kind: str) -> "dict[int, list[Piece]]":
    """By the event's id, all pieces that these events change on pages that follow their streams, which are of one kind,
    in the language that is active.
    """
    found = {event.pk: _pieces_of_one(event, kind) for event in events}
    for name in dict.fromkeys(event.fact for event in events):
        if many := _shows_many.get((kind, name)):
            for pk, pieces in many([event for event in events if event.fact == name]).items():
                found[pk] += pieces
    return found


def pieces_of(event: "Event", kind: str) -> list[Piece]:
    """All pieces that an event changes, in the language that is active. Runs in a thread that may query."""
    return pieces_of_all([event], kind)[event.pk]


def _pieces_of_one(event: "Event", kind: str) -> list[Piece]:
    """Those of the functions that show one event at a time."""
    return [piece for show in _shows.get((kind, event.fact), []) for piece in show(event)]
