"""One page of the feed, in two statements: what happened where the member takes part, and what that is about."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from network.feed.queries.drawn import Drawn, drawn
from network.feed.queries.statement import Told, newest
from network.feed.registry import FeedSource
from network.members.models import Member
from realtime.streams import Event
from realtime.tellings import Line, lines
from realtime.tellings.registry import said

PAGE = 25
LOOKED_AT = 40
FOLDED = 3


@dataclass(frozen=True, slots=True)
class Item:
    """`whys` are all that hold for the reader. `run` is the same for what happened in one place, of one kind and for
    the same reasons: many of these in a row are folded.
    """

    line: Line
    whys: tuple[str, ...]

    @property
    def why(self) -> str:
        return " · ".join(self.whys)

    @property
    def drawn_whys(self) -> SafeString:
        return format_html_join("", '<span class="why">{}</span>', ((why,) for why in self.whys))

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
    def run(self) -> tuple[Any, ...]:
        return self.line.event.fact, self.line.event.stream_id, self.whys


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
    """What happened where the member takes part and with whom they follow, newest first; what they did themselves is
    left out.

    `next_key` continues after what was looked at, even where little of it was worth a line.
    """
    looked = _newest(me, before)
    more, looked = len(looked) > LOOKED_AT, looked[:LOOKED_AT]
    sources = {event.pk: found for event, found in looked}
    kept = _once([Item(line, _whys(line, sources[line.event.pk])) for line in lines(event for event, _ in looked)])
    shown = kept[:PAGE]
    if len(kept) > PAGE:
        return Page(shown, shown[-1].id)
    return Page(shown, looked[-1][0].pk if more else 0)


def _newest(me: Member, before: int) -> list[Told]:
    """One more than are looked at, so that one knows whether there are more."""
    at = Event.objects.filter(pk=before).values_list("at", flat=True).first() if before else None
    return newest(me.pk, LOOKED_AT + 1, at=at, key=before if at else 0)


def _whys(line: Line, sources: list[FeedSource]) -> tuple[str, ...]:
    return tuple(said(source.why, line.params) for source in sources)


def _once(items: list[Item]) -> list[Item]:
    """A fact that was told to several streams is one item, with the whys of all."""
    kept: dict[tuple[Any, ...], Item] = {}
    for item in items:
        key = (item.at, item.line.text, item.line.url)
        before = kept.get(key)
        kept[key] = replace(before, whys=tuple(dict.fromkeys((*before.whys, *item.whys)))) if before else item
    return list(kept.values())
