"""What may be published of figures that firms gave in confidence (guarantee G19).

A sum is published when nobody, with every sum that was ever published before them, and knowing the figures of one firm,
can reckon those of another: not within a table, nor between tables, nor between two days.

Method: cell suppression by audit. Each answer is an unknown, each published sum an equation; what can be reckoned is
the space of the equations' rows. See Hundepool and others, Statistical Disclosure Control (Wiley, 2012), chapter 4.
Reckoned modulo a large prime: what follows from the sums follows there too, short of a chance in 10**18.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Final

LEAST: Final = 3
_PRIME: Final = 2**61 - 1

Answer = tuple[int, int]
"""A letter and what it says: said anew with another figure, it is another unknown."""
Row = dict[Answer, int]


class Known:
    """What can be reckoned from sums: their rows, each with a column of its own (reduced echelon form)."""

    def __init__(self, firms: Mapping[Answer, int], rows: Mapping[Answer, Row] | None = None) -> None:
        self.firms = firms
        self.rows: dict[Answer, Row] = dict(rows or {})

    def told(self, answers: Iterable[Answer]) -> "Known":
        """With one more sum. The same, where it could be reckoned before."""
        fresh: Row = dict.fromkeys(answers, 1)
        for pivot, row in self.rows.items():
            if pivot in fresh:
                _take(fresh, row, fresh[pivot])
        if not fresh:
            return self
        pivot = min(fresh)
        inverse = pow(fresh[pivot], -1, _PRIME)
        fresh = {column: value * inverse % _PRIME for column, value in fresh.items()}
        rows = {other: _without(row, fresh, pivot) for other, row in self.rows.items()}
        return Known(self.firms, {**rows, pivot: fresh})

    def gives_away(self) -> bool:
        """Whether something can be reckoned that is of one firm, or of two of which each knows its own."""
        free = self._freedom()
        if any(not row for row in free.values()):
            return True
        if len({_direction(row) for row in free.values()}) < len(free):
            return True
        of_firm: dict[int, list[Row]] = {}
        for answer, row in free.items():
            of_firm.setdefault(self.firms[answer], []).append(row)
        several = [(one, other) for one, other in combinations(of_firm.values(), 2) if len(one) + len(other) > 2]
        bound = (rows for rows in of_firm.values() if len(rows) > 1)
        return any(_are_bound(rows) for rows in bound) or any(_are_bound([*one, *other]) for one, other in several)

    def _freedom(self) -> dict[Answer, Row]:
        """How each answer may vary while every sum stays: its row of a basis of the null space. None: it is known."""
        free: dict[Answer, Row] = {}
        for pivot, row in self.rows.items():
            free[pivot] = {column: -value % _PRIME for column, value in row.items() if column != pivot}
            for column in row:
                if column != pivot:
                    free.setdefault(column, {column: 1})
        return free


def publishable(candidates: Iterable[Collection[Answer]], known: Known) -> tuple[list[bool], Known]:
    """Which of these sums may be published beside all that is known, asked in their order; and what is known then."""
    may = []
    for answers in candidates:
        more = known.told(answers) if has_enough(answers, known.firms) else None
        sound = more is not None and (more is known or not more.gives_away())
        known = more if more is not None and sound else known
        may.append(sound)
    return may, known


def has_enough(answers: Iterable[Answer], firms: Mapping[Answer, int]) -> bool:
    """Three firms or more stand behind them."""
    return len({firms[answer] for answer in answers}) >= LEAST


def _take(row: Row, other: Row, times: int) -> None:
    """row − times · other, in place."""
    for column, value in other.items():
        left = (row.get(column, 0) - times * value) % _PRIME
        if left:
            row[column] = left
        else:
            row.pop(column, None)


def _without(row: Row, fresh: Row, pivot: Answer) -> Row:
    if pivot not in row:
        return row
    copy = dict(row)
    _take(copy, fresh, row[pivot])
    return copy


def _direction(row: Row) -> tuple[tuple[Answer, int], ...]:
    """The row up to a factor."""
    inverse = pow(row[min(row)], -1, _PRIME)
    return tuple(sorted((column, value * inverse % _PRIME) for column, value in row.items()))


def _are_bound(rows: list[Row]) -> bool:
    """Whether one of them follows from the others: then a sum of these answers alone is known."""
    left = [dict(row) for row in rows]
    while left:
        row = left.pop()
        if not row:
            return True
        pivot = min(row)
        inverse = pow(row[pivot], -1, _PRIME)
        for other in left:
            if pivot in other:
                _take(other, row, other[pivot] * inverse % _PRIME)
    return False
