"""From events to frames: fetched once, rendered once in each language, the same text for every subscriber."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import translation

from realtime import live
from realtime.protocol import VERSION, compact
from realtime.streams import Event

log = logging.getLogger("kontor.hub")
FRAME_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Ask:
    """The events of a stream after a number, at most `limit`, in these languages."""

    stream: int
    kind: str
    after: int
    languages: frozenset[str]
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Rendered:
    """One event as JSON text, by language."""

    seq: int
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """An array of events on its way. `size` is in bytes."""

    first: int
    last: int
    text: str
    size: int


def fetch(asks: Sequence[Ask]) -> dict[int, list[Rendered]]:
    """What each stream has after the number it was asked for. One query for all; runs in a thread."""
    wanted = Q()
    for ask in asks:
        wanted |= Q(stream_id=ask.stream, seq__gt=ask.after, seq__lte=ask.after + ask.limit)
    by_stream = {ask.stream: ask for ask in asks}
    found: dict[int, list[Rendered]] = {ask.stream: [] for ask in asks}
    for event in Event.objects.filter(wanted).select_related("stream").order_by("stream_id", "seq"):
        ask = by_stream[event.stream_id]
        found[event.stream_id].append(_render(event, ask.kind, ask.languages))
    return found


def _render(event: Event, kind: str, languages: Iterable[str]) -> Rendered:
    text = {}
    for language in languages:
        with translation.override(language):
            text[language] = compact({"seq": event.seq, "at": event.at.isoformat(), **_shown(event, kind)})
    return Rendered(event.seq, text)


def _shown(event: Event, kind: str) -> dict[str, object]:
    try:
        return {"pieces": [piece.as_json() for piece in live.pieces_of(event, kind)]}
    except Exception:  # one event that cannot be drawn must not hold up a stream: the page is fetched anew
        log.exception("event %s of a %s cannot be shown", event, kind)
        return {"pieces": [], "anew": True}


def frames(name: str, epoch: str, language: str, events: Sequence[Rendered]) -> Iterator[Frame]:
    """Arrays of events, each frame not much above FRAME_BYTES."""
    texts: list[str] = []
    first = size = 0
    for event in events:
        text = event.text[language]
        if texts and size + len(text.encode()) > FRAME_BYTES:
            yield _frame(name, epoch, first, texts)
            texts, size = [], 0
        first = first if texts else event.seq
        texts.append(text)
        size += len(text.encode())
    if texts:
        yield _frame(name, epoch, first, texts)


def nothing_new(name: str, epoch: str, after: int) -> Frame:
    """The empty array that tells a subscriber it is up to date."""
    return _frame(name, epoch, after + 1, [])


def _frame(name: str, epoch: str, first: int, texts: list[str]) -> Frame:
    head = compact({"v": VERSION, "op": "events", "stream": name, "epoch": epoch, "from": first})
    text = f'{head[:-1]},"events":[{",".join(texts)}]}}'
    return Frame(first, first + len(texts) - 1, text, len(text.encode()))
