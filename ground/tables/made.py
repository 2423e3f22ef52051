"""Objects of what a statement answers, as Django's own iterables make them, with what these ask of the query each time
kept (`django.db.models.query.ModelIterable`, `RelatedPopulator`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db import models, transaction
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
    prefetch_related_objects,
)

Row = Sequence[Any]
Seen = dict[tuple[int, Any], models.Model]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Those of a row from `start` to `end`; `converted` are the places of those that Django reads in another form."""

    start: int
    end: int
    converted: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]

    def read(self, row: Row, connection: Any) -> list[Any]:
        values = list(row[self.start : self.end])
        for place, convert, expression in self.converted:
            value = values[place]
            for each in convert:
                value = each(value, expression, connection)
            values[place] = value
        return values


@dataclass(frozen=True, slots=True)
class _Part:
    """One model in a row, and behind it what is selected beside."""

    model: type[models.Model]
    columns: _Columns
    names: list[str]
    key_at: int
    beside: tuple["_Beside", ...]

    def made(self, row: Row, connection: Any, seen: Seen) -> models.Model:
        new: models.Model = self.model.from_db(connection.alias, self.names, self.columns.read(row, connection))
        for each in self.beside:
            each.put(row, new, connection, seen)
        return new


@dataclass(frozen=True, slots=True)
class _Beside:
    part: _Part
    here: Callable[[Any, Any], None]
    there: Callable[[Any, Any], None]

    def put(self, row: Row, owner: models.Model, connection: Any, seen: Seen) -> None:
        key = row[self.part.key_at]
        if key is None:
            self.here(owner, None)
            return
        found = seen.get((id(self), key))
        if found is None:
            found = seen[id(self), key] = self.part.made(row, connection, seen)
        self.here(owner, found)
        self.there(found, owner)


@dataclass(frozen=True, slots=True)
class Maker:
    """Of one statement. `part` is None where it selects no model but columns, which `formed` gives their form."""

    part: _Part | None
    whole: _Columns
    formed: Callable[[list[Any]], Any]
    annotated: tuple[tuple[str, _Columns], ...]
    prefetched: tuple[Any, ...]

    def made(self, found: Sequence[Row]) -> list[Any]:
        connection = transaction.get_connection()
        if self.part is None:
            return [self.formed(self.whole.read(row, connection)) for row in found]
        seen: Seen = {}
        made = [self._object(self.part, row, connection, seen) for row in found]
        if self.prefetched and made:
            prefetch_related_objects(made, *self.prefetched)
        return made

    def _object(self, part: _Part, row: Row, connection: Any, seen: Seen) -> models.Model:
        new = part.made(row, connection, seen)
        for name, column in self.annotated:
            setattr(new, name, column.read(row, connection)[0])
        return new


def maker_of(rows: Any, compiler: Any) -> Maker:
    """Of a queryset and the compiler that worded it. Raises TypeError for what none here is: models of several tables,
    rows in other forms.
    """
    converters = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])
    columns = partial(_columns, converters)
    iterable = rows._iterable_class
    part = _part(compiler, compiler.klass_info, columns) if iterable is ModelIterable else None
    return Maker(
        part,
        columns(0, len(compiler.select)),
        partial(_formed, rows.query) if iterable is ValuesIterable else _FORMS[iterable],
        tuple((name, columns(at, at + 1)) for name, at in (compiler.annotation_col_map or {}).items() if part),
        tuple(rows._prefetch_related_lookups),
    )


def _columns(converters: dict[int, tuple[list[Any], Any]], start: int, end: int) -> _Columns:
    places = ((at, converters[at]) for at in range(start, end) if at in converters)
    return _Columns(start, end, tuple((at - start, tuple(how), what) for at, (how, what) in places))


def _part(compiler: Any, info: dict[str, Any], columns: Callable[[int, int], _Columns]) -> _Part:
    if info.get("from_parent"):
        raise TypeError(f"{info['model'].__name__} is kept in several tables")
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [expression.target.attname for expression, _sql, _alias in compiler.select[start:end]]
    beside = tuple(
        _Beside(_part(compiler, one, columns), one["local_setter"], one["remote_setter"])
        for one in info.get("related_klass_infos", ())
    )
    key_at = start + names.index(info["model"]._meta.pk.attname)
    return _Part(info["model"], columns(start, end), names, key_at, beside)


def _formed(query: Any, values: list[Any]) -> dict[str, Any]:
    names = query.selected or [*query.extra_select, *query.values_select, *query.annotation_select]
    return dict(zip(names, values, strict=False))


def _one(values: list[Any]) -> Any:
    return values[0]


_FORMS: Final[dict[Any, Callable[[list[Any]], Any]]] = {
    ModelIterable: tuple,
    ValuesListIterable: tuple,
    FlatValuesListIterable: _one,
}
