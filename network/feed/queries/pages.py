"""One page of the feed, in two statements: what happened where the member takes part, and what that is about."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from ground.tables.worded import Worded
from network.feed.queries.drawn import Drawn, drawn
from network.feed.registry import FeedSource, all_sources, source_of
from network.members.models import Member, someone
from realtime.streams import Event
from realtime.tellings import Line, lines

PAGE = 25
LOOKED_AT = 40
FOLDED = 3


@dataclass(frozen=True, slots=True)
class Item:
    """`run` is the same for what happened in one place of one kind: many of these in a row are folded."""

    line: Line
    why: str

    @property
    def id(self) -> int:
        return self.line.event.pk

    @property
    def at(self) -> datetime:
        return self.line.at

    @property
    def drawn(self) -> Drawn:
        return drawn(self.line)

    @property
    def run(self) -> tuple[str, int]:
        return self.line.event.fact, self.line.event.stream_id


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
    looked = _newest(me, before)
    more, looked = len(looked) > LOOKED_AT, looked[:LOOKED_AT]
    kept = _once([Item(line, str(source_of(line.event.fact).why)) for line in lines(looked)])
    shown = kept[:PAGE]
    if len(kept) > PAGE:
        return Page(shown, shown[-1].id)
    return Page(shown, looked[-1].pk if more else 0)


def _newest(me: Member, before: int) -> list[Event]:
    """One more than are looked at, so that one knows whether there are more."""
    at = Event.objects.filter(pk=before).values_list("at", flat=True).first() if before else None
    found: list[Event] = (
        _statement(LOOKED_AT + 1).objects(member=me.pk, at=at, key=before)
        if at
        else _statement(LOOKED_AT + 1).objects(member=me.pk)
    )
    return found


@cache
def _statement(limit: int) -> Worded[Event]:
    return Worded(partial(_of_all, limit))


def _of_all(limit: int, *, member: int, at: datetime | None = None, key: int = 0) -> "QuerySet[Event]":
    """The newest of all sources. Each gives as many as are wanted, which a database finds by the streams' own index
    rather than among all that ever happened.
    """
    older = Q() if at is None else Q(at__lt=at) | Q(at=at, pk__lt=key)
    first, *others = (_of_source(source, someone(member), older, limit) for source in all_sources())
    return Event.objects.filter(pk__in=first.union(*others, all=True)).order_by("-at", "-pk")[:limit]


def _of_source(source: FeedSource, member: Member, older: Q, limit: int) -> "QuerySet[Event, Any]":
    rows = Event.objects.filter(older, stream__in=source.streams_of(member), fact__in=source.names)
    newest = rows.exclude(actor=member.pk).order_by("-at", "-pk").values("pk")[:limit]
    return Event.objects.filter(pk__in=newest).values("pk")  # SQLite cuts no part of a union, but a subquery


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
