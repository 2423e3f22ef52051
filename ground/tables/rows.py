"""Rows that are written with every message: the statements that the ORM would make, worded once.

To word `save()` takes the ORM four times as long as the database takes to obey. What is written here sends
no signals. All of it can go in one `statements.trip()`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ground.tables import statements

PLAIN = (
    models.BigAutoField,
    models.BigIntegerField,
    models.CharField,
    models.ForeignKey,
    models.IntegerField,
    models.OneToOneField,
    models.PositiveBigIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.TextField,
)
"""Fields whose whole numbers and strings go to the database as they are."""


class Keys:
    """Numbers for rows that are not there yet, taken in the trip that reads what they are decided on.

    SQLite gives a row its number as it is written: there each is None, which `insert` takes as well.
    """

    def __init__(self, *tables: type[models.Model]) -> None:
        numbers = (f"nextval(pg_get_serial_sequence('\"{each._meta.db_table}\"', 'id'))" for each in tables)
        self._statement = f"SELECT {', '.join(numbers)}"
        self._none = (None,) * len(tables)

    def ask(self) -> "Callable[[], tuple[int | None, ...]]":
        if transaction.get_connection().vendor != "postgresql":
            return lambda: self._none
        answer = statements.say(self._statement, ())
        return lambda: answer.rows()[0]


def insert(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> None:
    """Insert rows of one model in one statement, all with their ids or all without, which then are given theirs.

    Nobody waits for the answer where there are ids, or where conflicts are ignored.
    """
    if not rows:
        return
    model, connection = type(rows[0]), transaction.get_connection()
    keyed = rows[0].pk is not None
    fields = _with_key(model) if keyed else tuple(_fields(model).values())
    values = [_written(field, row, connection, True) for row in rows for field in fields]
    answer = statements.say(_insert_of(model, len(rows), ignore_conflicts, keyed), values)
    if not keyed and not ignore_conflicts:
        for row, (key,) in zip(rows, answer.rows(), strict=True):
            row.pk = key
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def update(row: models.Model, *names: str) -> None:
    """Save these fields of a row that is there."""
    model, connection = type(row), transaction.get_connection()
    values = [_written(_fields(model)[name], row, connection, False) for name in names]
    statements.say(_update_of(model, names), [*values, row.pk])


def execute(statement: str, *params: Any) -> int:
    """Say it as it is written, moments as the database writes them; how many rows it touched. Not in a trip."""
    return statements.say(statement, _moments(params)).touched()


def send(statement: str, *params: Any) -> None:
    """The same, and nobody asks how many rows it touched."""
    statements.say(statement, _moments(params))


def _moments(params: Sequence[Any]) -> list[Any]:
    return [statements.moment(one) if type(one) is datetime else one for one in params]


def _written(field: "_Field", row: models.Model, connection: BaseDatabaseWrapper, adding: bool) -> Any:
    """The field's value as the database takes it: what `save()` would write."""
    value = row.__dict__[field.attname]
    if (value is None and field.is_plain) or type(value) in field.as_they_are:
        return value
    if field.is_moment and value is not None:
        return statements.moment(value)
    return field.field.get_db_prep_save(field.field.pre_save(row, adding), connection)


class _Field:
    """What is asked of a field again and again."""

    __slots__ = ("as_they_are", "attname", "column", "field", "is_moment", "is_plain")

    def __init__(self, field: Any) -> None:
        self.field, self.attname, self.column = field, field.attname, field.column
        self.is_plain = type(field) in PLAIN
        self.as_they_are = (int, str) if self.is_plain else ()
        self.is_moment = type(field) is models.DateTimeField and not (field.auto_now or field.auto_now_add)


@cache
def _fields(model: type[models.Model]) -> dict[str, _Field]:
    return {field.name: _Field(field) for field in model._meta.concrete_fields if not field.primary_key}


@cache
def _with_key(model: type[models.Model]) -> tuple[_Field, ...]:
    return (_Field(model._meta.pk), *_fields(model).values())


@cache
def _insert_of(model: type[models.Model], rows: int, ignore_conflicts: bool, keyed: bool) -> str:
    names = [*(["id"] if keyed else []), *(field.column for field in _fields(model).values())]
    columns = ", ".join(f'"{name}"' for name in names)
    one = f"({', '.join(['%s'] * len(names))})"
    end = "ON CONFLICT DO NOTHING" if ignore_conflicts else "" if keyed else "RETURNING id"
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join([one] * rows)} {end}'  # noqa: S608 (names of the model's own)


@cache
def _update_of(model: type[models.Model], names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{_fields(model)[name].column}" = %s' for name in names)
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE id = %s'  # noqa: S608 (as above)
