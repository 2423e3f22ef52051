"""Rows that are read and written with every message: the statements that the ORM would make, worded once.

To word `save()` or `get()` takes the ORM four times as long as the database takes to obey. What is written here sends
no signals, and must have its id from the database.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=models.Model)
LARGEST = 2**63 - 1


def insert(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> None:
    """Insert rows of one model in one statement; each is given its id, unless conflicts are ignored."""
    if not rows:
        return
    model, connection = type(rows[0]), transaction.get_connection()
    fields = _fields(model).values()
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insert_of(model, len(rows), ignore_conflicts), values)
        keys = [None] * len(rows) if ignore_conflicts else [key for (key,) in cursor.fetchall()]
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding = False
        row._state.db = connection.alias


def update(row: models.Model, *names: str) -> None:
    """Save these fields of a row that is there."""
    model, connection = type(row), transaction.get_connection()
    fields = [_fields(model)[name] for name in names]
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_update_of(model, names), [*values, row.pk])


def execute(statement: str, *params: Any) -> int:
    """Say it as it is written, moments as the database writes them; how many rows it touched."""
    connection = transaction.get_connection()
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(statement, [adapt(one) if isinstance(one, datetime) else one for one in params])
        touched: int = cursor.rowcount
        return touched


class Prepared(Generic[M]):
    """A query for at most one row, worded once for each connection.

    `ask` makes it from its parameters, whole numbers or strings, which must stand in the statement in the same order
    and be all that stands there; `examples` are some to make it from.
    """

    def __init__(self, ask: Callable[..., models.QuerySet[M]], *examples: int | str) -> None:
        self._ask = ask
        self._examples = examples
        self._kept = threading.local()

    def get(self, *params: int | str) -> M | None:
        """The row, if there is one. No row has a number that no column holds."""
        if any(isinstance(one, int) and not -LARGEST <= one <= LARGEST for one in params):
            return None
        connection = transaction.get_connection()
        if getattr(self._kept, "connection", None) is not connection:
            self._word(connection)
        with connection.cursor() as cursor:
            cursor.execute(self._kept.statement, params)
            found = cursor.fetchall()
        return self._made_of(found) if found else None

    def _word(self, connection: Any) -> None:
        compiler = self._ask(*self._examples).query.get_compiler(connection=connection)
        statement, params = compiler.as_sql()
        if tuple(params) != self._examples:
            raise TypeError(f"{statement} has other parameters than it was given")
        self._kept.connection, self._kept.compiler, self._kept.statement = connection, compiler, statement

    def _made_of(self, found: list[tuple[Any, ...]]) -> M:
        """As `django.db.models.query.ModelIterable` makes it."""
        compiler, alias = self._kept.compiler, self._kept.connection.alias
        (row,) = compiler.results_iter([found])
        own = slice(compiler.klass_info["select_fields"][0], compiler.klass_info["select_fields"][-1] + 1)
        names = [column[0].target.attname for column in compiler.select[own]]
        made: M = compiler.klass_info["model"].from_db(alias, names, row[own])
        related = get_related_populators(compiler.klass_info, compiler.select, alias)  # type: ignore[call-arg]  # as 6.0
        for populator in related:
            populator.populate(row, made)
        return made


@cache
def _fields(model: type[models.Model]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.concrete_fields if not field.primary_key}


@cache
def _insert_of(model: type[models.Model], rows: int, ignore_conflicts: bool) -> str:
    columns = ", ".join(f'"{field.column}"' for field in _fields(model).values())
    one = f"({', '.join(['%s'] * len(_fields(model)))})"
    end = "ON CONFLICT DO NOTHING" if ignore_conflicts else "RETURNING id"
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join([one] * rows)} {end}'  # noqa: S608


@cache
def _update_of(model: type[models.Model], names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{_fields(model)[name].column}" = %s' for name in names)
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE id = %s'  # noqa: S608
