"""Rendering: events are fetched once for all who follow, and drawn once in each language."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import translation

from ground.tables import statements
from ground.tables.worded import Worded
from realtime.connections.frames import Rendered
from realtime.connections.protocol import compact
from realtime.kinds import pieces
from realtime.streams import Event

log = logging.getLogger("kontor.hub")


@dataclass(frozen=True, slots=True)
class Ask:
    """The events of a stream after a number, at most `limit`, in these languages."""

    stream: int
    kind: str
    after: int
    languages: frozenset[str]
    limit: int = 100


def _between(ranges: Sequence[tuple[int, int, int]]) -> "QuerySet[Event]":
    wanted = Q()
    for stream, after, last in ranges:
        wanted |= Q(stream_id=stream) & Q(seq__gt=after) & Q(seq__lte=last)
    return Event.objects.filter(wanted).select_related("stream").order_by("stream_id", "seq")


_EVENTS: Final = Worded(_between)


def fetch(asks: Sequence[Ask]) -> dict[int, list[Rendered]]:
    """What each stream has after the number it was asked for. One query for all; runs in a thread."""
    with statements.trip():
        asked = _EVENTS.ask(ranges=[(ask.stream, ask.after, ask.after + ask.limit) for ask in asks])
    events = asked.objects()
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
        found = pieces.pieces_of_all(events, kind)
    except Exception:  # one of them cannot be drawn: each is tried by itself
        return {event.pk: _shown_alone(event, kind) for event in events}
    return {pk: {"pieces": [piece.as_json() for piece in pieces]} for pk, pieces in found.items()}


def _shown_alone(event: Event, kind: str) -> dict[str, object]:
    try:
        return {"pieces": [piece.as_json() for piece in pieces.pieces_of(event, kind)]}
    except Exception:  # one event that cannot be drawn must not hold up a stream: the page is fetched anew
        log.exception("event %s of a %s cannot be shown", event, kind)
        return {"pieces": [], "anew": True}
