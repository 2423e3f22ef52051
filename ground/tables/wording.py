"""How a queryset becomes a statement with places for values: it is built twice, of two sets of stand-ins, and what is
said of both alike always stands there. What differs is a stand-in, or was decided by one, which is refused.
"""

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ground.tables.made import Maker, maker_of

Build = Callable[..., models.QuerySet[Any, Any]]
_DIFFERING: Final = (int, datetime, date, str)
_NUMBERS: Final = (11_003, 21_011)
"""Stand-ins for numbers count from here, one set each: they fit into the smallest column, and ask for no row."""
_MOMENTS: Final = (datetime(1200, 1, 1, tzinfo=UTC), datetime(1500, 1, 1, tzinfo=UTC))
_MARKS: Final = re.compile("%[s%]")

_Place = tuple[str, int]
_Param = tuple[_Place | None, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """`places` says of each parameter which value stands there, by name and number, or what always does."""

    text: str
    places: tuple[_Param, ...]
    maker: Maker

    def filled(self, values: dict[str, list[Any]]) -> list[Any]:
        return [values[place[0]][place[1]] if place else kept for place, kept in self.places]


def worded(build: Build, values: dict[str, Any], may_lack: frozenset[str]) -> Statement:
    """Raises ValueError where a value is nowhere in the statement, or decides how it reads."""
    connection = transaction.get_connection()
    text, first, maker = _said(build, values, connection, 0)
    same_text, second, _maker = _said(build, values, connection, 1)
    named = {name: differing(value) or () for name, value in values.items() if name not in may_lack}
    wanted = {(name, at) for name, those in named.items() for at in range(len(those))}
    if text == same_text:
        params = [_of_both(*both) for both in zip(first, second, strict=True)]
        if None not in params and wanted <= {one[0] for one in params if one and one[0]}:
            return Statement(*_with_constants(text, [one for one in params if one], connection), maker)
    raise ValueError(f"decided by, or nowhere in the statement: one of {sorted(values)}")


def _of_both(first: _Param, second: _Param) -> _Param | None:
    """What stands in this place: a value, or what both sets of stand-ins left as it is. None where one decided it."""
    if first[0] and first[0] == second[0]:
        return first
    return (None, first[1]) if first[1] == second[1] else None


def differing(value: Any) -> list[Any] | None:
    """The values that differ, a list filled up and laid flat; None of what shapes the statement."""
    if type(value) in _DIFFERING:
        return [value]
    if not isinstance(value, list | tuple):
        return None
    whole = [*value, *[value[-1]] * ((1 << (len(value) - 1).bit_length()) - len(value))] if value else []
    return [one for each in whole for one in each] if width(value) else whole


def width(value: Any) -> int:
    """How many there are in each of a list of tuples; 0 of anything else."""
    return len(value[0]) if isinstance(value, list | tuple) and value and isinstance(value[0], tuple) else 0


def adapted(values: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
    adapt = {datetime: connection.ops.adapt_datetimefield_value, date: connection.ops.adapt_datefield_value}
    return [adapt[kind](one) if (kind := type(one)) in adapt else one for one in values]


def _said(
    build: Build, values: dict[str, Any], connection: BaseDatabaseWrapper, number: int
) -> tuple[str, list[_Param], Maker]:
    standing, places = _standing(values, number)
    with connection.execute_wrapper(_refused):
        rows = build(**standing)
    compiler = rows.query.get_compiler(connection=connection)
    text, params = compiler.as_sql()
    known = dict(zip(adapted(list(places), connection), places.values(), strict=True))
    found = [(known.get(param) if isinstance(param, Hashable) else None, param) for param in params]
    return text, found, maker_of(rows, compiler)


def _refused(*_said: Any) -> Any:
    raise ValueError("a stand-in is nobody: nothing is asked of the database while a statement is worded")


def _with_constants(text: str, params: list[_Param], connection: Any) -> tuple[str, tuple[_Param, ...]]:
    """On PostgreSQL what always stands in the statement is written into it, as Django has it written: a parameter of
    the server has no type of its own, and no index with a condition is found by it.
    """
    if connection.vendor != "postgresql":
        return text, tuple(params)
    left = iter(params)

    def written(mark: re.Match[str]) -> str:
        if mark[0] == "%%":
            return mark[0]
        place, kept = next(left)
        return "%s" if place else connection.ops.compose_sql("%s", [kept]).replace("%", "%%")

    return _MARKS.sub(written, text), tuple(param for param in params if param[0])


def _standing(values: dict[str, Any], number: int) -> tuple[dict[str, Any], dict[Any, _Place]]:
    """What the queryset is built with, and which of it is a stand-in for which value."""
    standing: dict[str, Any] = {}
    places: dict[Any, _Place] = {}
    stand_ins = _stand_ins(number)
    for name, value in values.items():
        those = differing(value)
        if those is None:
            standing[name] = value
            continue
        made = [next(stand_ins)[type(one)] for one in those]
        places |= {one: (name, at) for at, one in enumerate(made)}
        standing[name] = _in_the_form_of(value, made)
    return standing, places


def _in_the_form_of(value: Any, made: list[Any]) -> Any:
    if not isinstance(value, list | tuple):
        return made[0]
    each = width(value)
    return [tuple(made[at : at + each]) for at in range(0, len(made), each)] if each else made


def _stand_ins(number: int) -> Iterator[dict[type, Any]]:
    at = 0
    while True:
        moment = _MOMENTS[number] + timedelta(days=at)
        yield {int: _NUMBERS[number] + at, datetime: moment, date: moment.date(), str: f"\ue000{number}.{at}"}
        at += 1
