"""The directory's page: a list found by words and facets, with what each further choice would give."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ground.tables.beside import Beside
from ground.tables.pages import first_of, page_of
from ground.words.columns import name_key
from network.directory.queries import vocabulary
from network.directory.queries.asked import LISTS, DirectoryQuery
from network.directory.queries.facets import Asker, Facet
from network.directory.queries.matching import WIDEST, after, in_order, matching
from network.directory.queries.narrowed import PAGE, Found, base, counted
from network.directory.registry import Found as FoundAnywhere
from network.directory.registry import SearchSource, all_sources
from network.members.models import Member
from network.members.registry import beside
from network.organisations.models import Organisation

SEARCHED = 6
# What a row shows beside its own columns.
_OF_ORGANISATIONS: Final = [Beside(lambda: Organisation, name, lambda rows: rows) for name in ("services", "markets")]
_OF_MEMBERS: Final = [Beside(lambda: Member, "languages", lambda rows: rows)]


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


def listing(asked: DirectoryQuery, me: Member, now: datetime) -> Listing:
    """One page of what is asked for for, in a number of queries that does not depend on how many rows there are."""
    found = Found(Asker(me.time_zone, now), me, {})
    page, next_key = _page(asked, found)
    counts = counted(asked, asked.showing("members" if asked.show == "organisations" else "organisations"), found)
    return Listing(
        rows=page,
        count=counts.of_all,
        next_key=next_key,
        facets=[_shown(facet, counts.of_facets[facet.name], asked, found.asker) for facet in LISTS[asked.show]],
        other_count=counts.of_others,
    )


def rows(asked: DirectoryQuery, me: Member, now: datetime) -> tuple[list[Any], int]:
    """The rows alone, with the key after which the next page begins, or 0."""
    return _page(asked, Found(Asker(me.time_zone, now), me, {}))


def _page(asked: DirectoryQuery, found: Found) -> tuple[list[Any], int]:
    narrowed = found.narrowed(asked)
    if narrowed is None:
        return [], 0
    if asked.text or asked.after:
        page, last = page_of(after(in_order(narrowed.rows(), asked.text), asked.after), PAGE)
    else:
        page, last = first_of(narrowed.first(), PAGE)
    for parts in [*_OF_MEMBERS, *beside()] if asked.show == "members" else _OF_ORGANISATIONS:
        parts.ask(page)()
    return page, last.pk if last else 0


def meant(asked: DirectoryQuery, me: Member) -> str:
    """Other words that find something here, where those that were typed are misspelt."""
    return vocabulary.meant(asked.text, lambda words: matching(base(asked.show, me), words).exists())


def _shown(facet: Facet, pairs: list[tuple[str, int]], asked: DirectoryQuery, asker: Asker) -> FacetShown:
    chosen = asked.chosen.get(facet.name, "")
    told = facet.told(pairs, asker)
    choices = [Choice(str(value), facet.called(str(value)), n) for value, n in told if n or str(value) == chosen]
    return FacetShown(facet, chosen, sorted((one for one in choices if one.label), key=lambda one: name_key(one.label)))


@dataclass(frozen=True, slots=True)
class Section:
    source: SearchSource
    found: list[FoundAnywhere]
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
