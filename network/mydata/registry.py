"""What is held of members: each feature says it of its tables in its `holdings.py`, and its area's wiring adds it here.

    OWN = Holdings("calendar", _("Calendar"), (
        Holding(CalendarFeed, of=("member",), name="feed", gives=("made_at", "read_at"), goes=gone),
    ))

Every table with a member in it is in some `Holding`: a test asks for what is forgotten.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who goes. `addresses` are all that were theirs; `posts_too`: what they wrote in public goes with them."""

    pk: int
    name: str
    addresses: tuple[str, ...]
    now: datetime
    posts_too: bool = False


Goes = Callable[[Rows, Leaver], object]
"""What becomes of the member's rows: called in the transaction of the erasure, which has the member's lock."""

# Why something stays, in words for whoever goes.
OF_A_CONTRACT: Final = _("It is part of an agreement or of its payment, which others and the law rely on.")
OF_AN_OFFICE: Final = _("It is a decision or an act of an office, which has to be accounted for.")
SAID_TO_OTHERS: Final = _("It was said to others, whose it is too.")
COUNTED: Final = _("It is only counted: no name stands with it.")


def gone(rows: Rows, _leaver: Leaver) -> None:
    rows.delete()


def emptied(**values: object) -> Goes:
    """The rows stay, with these columns set so."""
    return lambda rows, _leaver: rows.update(**values)


@dataclass(frozen=True, slots=True)
class Holding:
    """Rows of one table that are a member's, by the columns `of`; or by `rows`, where that is another question.

    `gives` are the columns that an export has, under `name`; else `because` says why it has none. `goes` says what
    becomes of the rows when the member leaves, and `stays` why something of them is still there afterwards: one of the
    two at least. `label` names them in words where they are counted before somebody leaves. `file` is a column with a
    file that is theirs, and `file_name` one with the name that it is to have.
    """

    model: type[Model]
    of: tuple[str, ...] = ()
    name: str = ""
    label: Words = ""
    gives: tuple[str, ...] = ()
    because: str = ""
    goes: Goes | None = None
    stays: Words = ""
    file: str = ""
    file_name: str = ""
    rows: Callable[[int], Rows] | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for one that leaves a question open."""
        asked = f"{self.model.__name__} of {self.of}"
        if bool(self.gives) == bool(self.because) or bool(self.gives) != bool(self.name):
            raise ValueError(f"{asked}: it is given under a name, or it is not, because…")
        if self.goes is None and not self.stays:
            raise ValueError(f"{asked}: it goes, or it stays, because…")
        if bool(self.of) == (self.rows is not None):
            raise ValueError(f"{asked}: whose is it?")

    def rows_of(self, member_id: int) -> Rows:
        if self.rows is not None:
            return self.rows(member_id)
        return self.model._base_manager.filter(reduce(or_, (Q(**{each: member_id}) for each in self.of)))


@dataclass(frozen=True, slots=True)
class Holdings:
    """Of one feature: `name` is that of its files in an export, for ever; `label` what a reader calls it."""

    name: str
    label: Words
    those: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What somebody has to settle before they can go: in words, and where it is done."""

    words: str
    url: str


Obstacles = Callable[[int, datetime], Iterable[Obstacle]]
"""Of the member with this key, at this moment."""
Erases = Callable[[Leaver], object]

_held: Final[dict[str, Holdings]] = {}
_obstacles: Final[list[Obstacles]] = []
_erases: Final[list[Erases]] = []


def add(holdings: Holdings) -> None:
    if holdings.name in _held:
        raise ValueError(f"two features hold {holdings.name}")
    _held[holdings.name] = holdings


def add_obstacles(find: Obstacles) -> None:
    _obstacles.append(find)


def obstacles_of(member_id: int, now: datetime) -> list[Obstacle]:
    return [one for find in _obstacles for one in find(member_id, now)]


def when_erased(do: Erases) -> None:
    """`do(leaver)` is called in the transaction of an erasure, before rows go: for words that stand elsewhere."""
    _erases.append(do)


def erase_held(leaver: Leaver) -> None:
    """All that goes: what stands elsewhere first, then rows, those of the highest feature before those they rest on."""
    for do in _erases:
        do(leaver)
    for holdings in _held.values():
        for one in holdings.those:
            if one.goes is not None:
                one.goes(one.rows_of(leaver.pk), leaver)


def all_holdings() -> list[Holdings]:
    return list(_held.values())
