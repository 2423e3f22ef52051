"""The kinds of dealings. The area whose they are registers each once, when it is imported."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise

from network.dealings.models import Party


class Speech(StrEnum):
    """What may be said of a dealing."""

    RECOMMENDATION = "recommendation"
    RATING = "rating"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class Happened:
    """What a kind reads from its own rows: between whom, as parties not saved, and the day on which it was done."""

    between: tuple[Party, Party]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DealingKind:
    """`label` says what was done, at the head of a line. `read` gives what happened from the subject's key, None while
    nothing has. `subjects` are the keys of all that have happened. Both are the area's own; what is read is the same
    whenever it is read.
    """

    name: str
    label: str | Promise
    allows: frozenset[Speech]
    open_for: timedelta
    read: Callable[[int], Happened | None]
    subjects: Callable[[], Iterable[int]]


_kinds: dict[str, DealingKind] = {}


def add_kind(kind: DealingKind) -> None:
    """Raises ValueError for a name that is taken."""
    if kind.name in _kinds:
        raise ValueError(f"{kind.name} is a kind of dealing already")
    _kinds[kind.name] = kind


def kind_named(name: str) -> DealingKind:
    return _kinds[name]


def all_kinds() -> list[DealingKind]:
    return list(_kinds.values())
