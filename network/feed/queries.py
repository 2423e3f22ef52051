"""One page of the feed: each source is asked once for its newest events, and says its own in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Q

from network.feed.sources import FeedSource, Line, all_sources
from network.members.models import Member
from realtime.facts import name_of
from realtime.streams import Event

PAGE = 25
LOOKED_AT = 40
FOLDED = 3


@dataclass(frozen=True, slots=True)
class Item:
    """`run` is the same for what happened in one place of one kind: many of these in a row are folded."""

    id: int
    at: datetime
    line: Line
    why: str
    run: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Page:
    items: list[Item]
    next_key: int

    @property
    def folds(self) -> list[tuple[Item, list[Item]]]:
        """Each item to show, with those of its run that are folded under it."""
        runs = [list(those) for _run, those in groupby(self.items, key=lambda item: item.run)]
        folded: list[tuple[Item, list[Item]]] = []
        for run in runs:
            folded += [(run[0], run[1:])] if len(run) > FOLDED else [(item, []) for item in run]
        return folded


def page(me: Member, *, before: int = 0) -> Page:
    """What happened where the member takes part, newest first; what they did themselves is left out.

    `next_key` continues after what was looked at, even where little of it was worth a line.
    """
    older = _older_than(before)
    found = {source.name: _events(source, me, older) for source in all_sources()}
    reach = max((events[-1].at for events in found.values() if len(events) == LOOKED_AT), default=None)
    sure = [event for events in found.values() for event in events if reach is None or event.at >= reach]
    looked = sorted(sure, key=_moment, reverse=True)[:LOOKED_AT]
    newest = {event.pk for event in looked}
    items = [
        item
        for source in all_sources()
        for item in _items(source, [event for event in found[source.name] if event.pk in newest])
    ]
    items.sort(key=_moment, reverse=True)
    kept = _once(items)
    shown = kept[:PAGE]
    if len(kept) > PAGE:
        return Page(shown, shown[-1].id)
    more = len(newest) < len(sure) or reach is not None
    return Page(shown, looked[-1].pk if more and looked else 0)


def _moment(what: Item | Event) -> tuple[datetime, int]:
    return what.at, what.id


def _older_than(key: int) -> Q:
    at = Event.objects.filter(pk=key).values_list("at", flat=True).first() if key else None
    return Q(at__lt=at) | Q(at=at, pk__lt=key) if at else Q()


def _events(source: FeedSource, me: Member, older: Q) -> list[Event]:
    facts = [name_of(fact) for fact in source.facts]
    rows = Event.objects.filter(older, stream__in=source.streams_of(me), fact__in=facts)
    return list(rows.exclude(actor=me.pk).order_by("-at", "-pk")[:LOOKED_AT])


def _items(source: FeedSource, events: list[Event]) -> Iterable[Item]:
    lines = source.lines(events) if events else {}
    for event in events:
        line = lines.get(event.pk)
        if line:
            yield Item(event.pk, event.at, line, line.why or str(source.why), (event.fact, event.stream_id))


def _once(items: list[Item]) -> list[Item]:
    """A fact that was told to several streams is one item."""
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for item in items:
        key = (item.at, item.line.text, item.line.url)
        if key not in seen:
            kept.append(item)
        seen.add(key)
    return kept
