"""From events to frames: fetched once, rendered once in each language, the same text for every subscriber."""

import logging
from collections.abc import Iterator, Sequence
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
    """One event as JSON text, by language. `at` is in seconds of the epoch."""

    seq: int
    text: dict[str, str]
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """An array of events on its way: as text, and as the bytes of a websocket frame. `size` is the text's, in bytes."""

    first: int
    last: int
    text: str
    size: int
    wire: bytes


def fetch(asks: Sequence[Ask]) -> dict[int, list[Rendered]]:
    """What each stream has after the number it was asked for. One query for all; runs in a thread."""
    wanted = Q()
    for ask in asks:
        wanted |= Q(stream_id=ask.stream, seq__gt=ask.after, seq__lte=ask.after + ask.limit)
    events = list(Event.objects.filter(wanted).select_related("stream").order_by("stream_id", "seq"))
    by_stream = {ask.stream: ask for ask in asks}
    texts: dict[int, dict[str, str]] = {event.pk: {} for event in events}
    # Those of one kind are drawn together, whichever streams they are of.
    for kind, language in sorted({(ask.kind, language) for ask in asks for language in ask.languages}):
        those = [event for event in events if _is_for(by_stream[event.stream_id], kind, language)]
        with translation.override(language):
            shown = _shown(those, kind)
        for event in those:
            said = {"seq": event.seq, "at": event.at.isoformat(), **shown[event.pk]}
            texts[event.pk][language] = compact(said)
    found: dict[int, list[Rendered]] = {ask.stream: [] for ask in asks}
    for event in events:
        found[event.stream_id].append(Rendered(event.seq, texts[event.pk], event.at.timestamp()))
    return found


def _is_for(ask: Ask, kind: str, language: str) -> bool:
    return ask.kind == kind and language in ask.languages


def _shown(events: Sequence[Event], kind: str) -> dict[int, dict[str, object]]:
    try:
        found = live.pieces_of_all(events, kind)
    except Exception:  # one of them cannot be drawn: each is tried by itself
        return {event.pk: _shown_alone(event, kind) for event in events}
    return {pk: {"pieces": [piece.as_json() for piece in pieces]} for pk, pieces in found.items()}


def _shown_alone(event: Event, kind: str) -> dict[str, object]:
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
    encoded = text.encode()
    return Frame(first, first + len(texts) - 1, text, len(encoded), framed(encoded))


def framed(body: bytes) -> bytes:
    """A whole text message from a server, as RFC 6455 (5.2) writes it: final, not masked."""
    size = len(body)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return head + body
