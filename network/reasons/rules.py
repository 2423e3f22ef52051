"""What reasons come to, pure: parts of a hundred, their sum, their order, and whether what was stored adds up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Figures = Mapping[str, Any]
Stored = Sequence[Mapping[str, Any]]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Reason:
    """`value` is between 0 and 1; `figures` are what the explanation in words is filled with."""

    name: str
    value: float
    figures: Figures


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What must hold, and whether it does. `name` and `figures` are what the words are made of."""

    name: str
    passed: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class Part:
    """One step of the waterfall: `points` of the hundred that this reason brings, of the most it could bring."""

    reason: Reason
    points: float
    most: float


def failed(hurdles: Iterable[Hurdle]) -> list[Hurdle]:
    return [hurdle for hurdle in hurdles if not hurdle.passed]


def weigh(reasons: Iterable[Reason], weights: Mapping[str, float]) -> list[Part]:
    """Each reason's share of a hundred points, the heaviest first. Unknown or absent weights count as nothing."""
    found = list(reasons)
    known = {reason.name: max(0.0, float(weights.get(reason.name, 0))) for reason in found}
    total = sum(known.values())
    parts = [
        Part(reason, points=100 * known[reason.name] * reason.value / total, most=100 * known[reason.name] / total)
        for reason in found
        if total and known[reason.name]
    ]
    return sorted(parts, key=lambda part: (-part.most, part.reason.name))


def total_of(parts: Iterable[Part]) -> float:
    """The score, out of a hundred."""
    return sum(part.points for part in parts)


def in_order(
    rows: Iterable[Row],
    *,
    score: Callable[[Row], float],
    key: Callable[[Row], int],
    rank: Callable[[Row], int] = lambda row: 0,
) -> list[Row]:
    """The best first. A rank that somebody gave goes before the score (1 before 2), and the key decides where both
    are equal, so that the same rows always stand in the same order.
    """
    return sorted(rows, key=lambda row: (rank(row), -score(row), key(row)))


def is_certified(stored: Stored, total: float) -> bool:
    """Whether the parts stored make this score, each being its value's share of the most it could bring.

    Points are stored to a hundredth and values to a ten-thousandth: no more than that may be missing.
    """
    parts_hold = all(abs(part["points"] - part["value"] * part["most"]) < 0.016 for part in stored)
    return parts_hold and abs(sum(part["points"] for part in stored) - total) < 0.005 * (len(stored) + 1) + 1e-6
