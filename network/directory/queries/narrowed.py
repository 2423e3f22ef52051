"""What words and facets leave of a list, in statements that are worded once for each set of facets that are chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import Count, QuerySet, Value

from ground.tables.worded import Asked, Worded, lists_of_all
from network.directory.queries.asked import LISTS, DirectoryQuery
from network.directory.queries.facets import Asker, Facet
from network.directory.queries.matching import hits_of, in_order
from network.members.models import Member, someone
from network.organisations.models import Organisation

PAGE: Final = 24
Rows = QuerySet[Any]
_MODELS: Final[dict[str, Any]] = {"members": Member, "organisations": Organisation}


def base(show: str, me: Member) -> Rows:
    rows: Rows = _MODELS[show].objects.visible_to(me)
    return rows


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`values` are what a statement is asked with: who asks, what the words found, what each facet of `names` means."""

    show: str
    names: tuple[str, ...]
    values: dict[str, Any]

    def rows(self) -> Rows:
        return _rows(self.show, self.names, **self.values)

    def first(self) -> list[Any]:
        """The first page and one row more, where no words say the order."""
        return _worded(self.show, self.names, "first").objects(**self.values)

    def asked(self, what: str) -> Asked:
        return _worded(self.show, self.names, what), self.values


@dataclass(frozen=True, slots=True)
class Found:
    """What the words find, for who asks: asked once for each list."""

    asker: Asker
    me: Member
    kept: dict[tuple[str, str], list[int]]

    def narrowed(self, asked: DirectoryQuery, but: Facet | None = None) -> Narrowed | None:
        """By all facets that are chosen, but one; None where one of them names what does not exist."""
        chosen = [
            (facet, value)
            for facet in LISTS[asked.show]
            if facet is not but and (value := asked.chosen.get(facet.name))
        ]
        if not all(facet.called(value) for facet, value in chosen):
            return None
        values: dict[str, Any] = {"me": self.me.pk}
        if asked.text:
            values["hits"] = self._hits(asked)
        values |= {facet.name: facet.meant(value, self.asker) for facet, value in chosen}
        return Narrowed(asked.show, tuple(facet.name for facet, _value in chosen), values)

    def _hits(self, asked: DirectoryQuery) -> list[int]:
        key = asked.show, asked.text
        if key not in self.kept:
            self.kept[key] = hits_of(_MODELS[asked.show], self.me, asked.text)
        return self.kept[key]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, how many in the other list, and of each facet what stands in how many rows."""

    of_all: int
    of_others: int
    of_facets: dict[str, list[tuple[str, int]]]


def counted(asked: DirectoryQuery, other: DirectoryQuery, found: Found) -> Counts:
    """All in one statement."""
    wanted = [("all", found.narrowed(asked)), ("all", found.narrowed(other))]
    wanted += [(facet.name, found.narrowed(asked, but=facet)) for facet in LISTS[asked.show]]
    told = iter(lists_of_all([narrowed.asked(what) for what, narrowed in wanted if narrowed]))
    whole, others, *facets = [next(told) if narrowed else [] for _what, narrowed in wanted]
    of_facets = {facet.name: pairs for facet, pairs in zip(LISTS[asked.show], facets, strict=True)}
    return Counts(sum(n for _all, n in whole), sum(n for _all, n in others), of_facets)


def _rows(show: str, names: tuple[str, ...], *, me: int, hits: list[int] | None = None, **meant: Any) -> Rows:
    rows = base(show, someone(me))
    if hits is not None:
        rows = rows.filter(pk__in=hits)
    for facet in LISTS[show]:
        if facet.name in names:
            rows = facet.narrow(rows, meant[facet.name])
    return rows


@lru_cache(maxsize=1024)
def _worded(show: str, names: tuple[str, ...], what: str) -> Worded[Any]:
    """`what` is "first", "all" or a facet."""
    say = _SAYS.get(what) or next(facet.count for facet in LISTS[show] if facet.name == what)
    return Worded(lambda **values: say(_rows(show, names, **values)), may_lack=["me"])


def _first(rows: Rows) -> Rows:
    return in_order(rows, "")[: PAGE + 1]


def _all(rows: Rows) -> Rows:
    counted: Rows = rows.order_by().annotate(said=Value("")).values_list("said").annotate(n=Count("pk"))
    return counted


_SAYS: Final[dict[str, Callable[[Rows], Rows]]] = {"first": _first, "all": _all}
