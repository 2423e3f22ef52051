"""The kinds of things that are reviewed. The area whose they are registers each once, when it is imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from network.members.models import Member
from network.reviews.models import Reviewing

Subject = TypeVar("Subject")
Kept = TypeVar("Kept", bound=Reviewing)


@dataclass(frozen=True, slots=True)
class RubricLine:
    """What points are given for, and how much they weigh, in the version that holds for the thing.

    `row` is the key of the line in the area's own table; 0 where it has none.
    """

    key: str
    label: str
    weight: float
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewKind(Generic[Subject, Kept]):
    """`reviews` are those of one thing, `pool` those among which its reviewers' work is even.

    `reviewers` may be asked; `has_conflict` finds what is known. `ask` and `score` write the area's own rows: a review
    of one member, and a line's points with their words.
    """

    name: str
    reviews: Callable[[Subject], QuerySet[Kept]]
    pool: Callable[[Subject], QuerySet[Kept]]
    reviewers: Callable[[Subject], QuerySet[Member]]
    wanted: Callable[[Subject], int]
    has_conflict: Callable[[Member, Subject], bool]
    rubric: Callable[[Subject], Sequence[RubricLine]]
    ask: Callable[[Subject, Member, datetime], Kept]
    score: Callable[[Kept, RubricLine, int, str], None]


_kinds: dict[str, ReviewKind[Any, Any]] = {}


def register(kind: ReviewKind[Subject, Kept]) -> ReviewKind[Subject, Kept]:
    """Raises ValueError for a name that is taken."""
    if kind.name in _kinds:
        raise ValueError(f"{kind.name} is reviewed already")
    _kinds[kind.name] = kind
    return kind
