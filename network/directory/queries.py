"""The directory's page: a list found by words and facets, with what each further choice would give."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ground.words.columns import name_key
from network.directory import facets as all_facets
from network.directory import vocabulary
from network.directory.facets import Clock, Facet
from network.directory.sources import Found, SearchSource, all_sources
from network.directory.wishes import Wish
from network.directory.words import WIDEST, after, in_order, matching
from network.members.models import Member
from network.members.offices import loading
from network.organisations.models import Organisation

PAGE = 24
SEARCHED = 6
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetShown:
    facet: Facet
    chosen: str
    choices: list[Choice]

    @property
    def chosen_label(self) -> str:
        return self.facet.called(self.chosen)


@dataclass(frozen=True, slots=True)
class Listing:
    rows: list[Any]
    count: int
    next_key: int
    facets: list[FacetShown]
    other_count: int

    @property
    def is_wide(self) -> bool:
        """The words find so many that not all of them were looked through."""
        return self.count >= WIDEST


def listing(wish: Wish, me: Member, now: datetime) -> Listing:
    """One page of what is wished for, in a number of queries that does not depend on how many rows there are."""
    clock, facets = Clock(me.time_zone, now), _facets(wish)
    found = _worded(_base(wish.show, me), wish.text)
    narrowed = _narrowed(found, facets, wish, clock)
    ordered = in_order(narrowed, wish.text)
    page = list(_with_parts(after(ordered, wish.after), wish.show)[: PAGE + 1])
    other = wish.showing("members" if wish.show == "organisations" else "organisations")
    return Listing(
        rows=page[:PAGE],
        count=narrowed.count(),
        next_key=page[PAGE - 1].pk if len(page) > PAGE else 0,
        facets=[_shown(facet, found, facets, wish, clock) for facet in facets],
        other_count=_narrowed(_worded(_base(other.show, me), other.text), _facets(other), other, clock).count(),
    )


def meant(wish: Wish, me: Member) -> str:
    """Other words that find something here, where those that were typed are misspelt."""
    return vocabulary.meant(wish.text, lambda words: _worded(_base(wish.show, me), words).exists())


def _facets(wish: Wish) -> tuple[Facet, ...]:
    return all_facets.OF_MEMBERS if wish.show == "members" else all_facets.OF_ORGANISATIONS


def _base(show: str, me: Member) -> Rows:
    return Member.objects.visible_to(me) if show == "members" else Organisation.objects.visible_to(me)


def _with_parts(rows: Rows, show: str) -> Rows:
    """What a row shows beside its own columns, in one query each."""
    members = ("languages", "memberships__organisation", *loading())
    return rows.prefetch_related(*(members if show == "members" else ("services", "markets")))


def _worded(rows: Rows, text: str) -> Rows:
    return matching(rows, text) if text else rows


def _narrowed(rows: Rows, facets: tuple[Facet, ...], wish: Wish, clock: Clock, but: Facet | None = None) -> Rows:
    for facet in facets:
        value = wish.chosen.get(facet.name)
        if value and facet is not but:
            rows = facet.narrow(rows, value, clock) if facet.called(value) else rows.none()
    return rows


def _shown(facet: Facet, found: Rows, facets: tuple[Facet, ...], wish: Wish, clock: Clock) -> FacetShown:
    chosen = wish.chosen.get(facet.name, "")
    counted = facet.count(_narrowed(found, facets, wish, clock, but=facet), clock)
    choices = [Choice(str(value), facet.called(str(value)), n) for value, n in counted if n or str(value) == chosen]
    return FacetShown(facet, chosen, sorted((one for one in choices if one.label), key=lambda one: name_key(one.label)))


@dataclass(frozen=True, slots=True)
class Section:
    source: SearchSource
    found: list[Found]
    more: str


def meant_anywhere(me: Member, text: str) -> str:
    return vocabulary.meant(text, lambda words: any(source.find(me, words, 1) for source in all_sources()))


def search_everything(me: Member, text: str) -> list[Section]:
    """What each source finds, in their order; those that find nothing are left out."""
    words = text[:200]
    sections = [
        Section(source, list(source.find(me, words, SEARCHED)), source.more(words) if source.more else "")
        for source in all_sources()
    ]
    return [section for section in sections if section.found]
