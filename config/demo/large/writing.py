"""Rows by the thousand, kept for a moment and then written: by COPY on PostgreSQL, by `executemany` on SQLite.

All in one transaction of whoever calls. Keys are given here, after the last that a table has. Foreign keys are checked
at each flush, so that the database's own list of what is still to check stays short.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from time import perf_counter
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

from ground.words.columns import NameKeyField, name_key

IN_ONE_GO: Final = 20_000
Convert = Callable[[Any], Any]


class Table:
    """The rows of one model that wait to be written, and how many were, in how many seconds."""

    def __init__(self, model: type[models.Model], text: Convert) -> None:
        self.model = model
        self.fields = list(model._meta.concrete_fields)
        self.columns = [str(field.column) for field in self.fields]
        self.next_key = (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
        self.waiting: list[tuple[Any, ...]] = []
        self.rows, self.seconds = 0, 0.0
        self._plan = [(field.attname, *_how(field, text)) for field in self.fields]

    def keep(self, values: dict[str, Any]) -> int:
        """Remember a row, by the names of its columns in Python; what is left out is the field's default."""
        key = self.next_key
        self.next_key += 1
        values["id"] = key
        self.waiting.append(tuple(convert(values, name, default) for name, convert, default in self._plan))
        return key


def _how(field: Any, text: Convert) -> tuple[Callable[[dict[str, Any], str, Any], Any], Any]:
    if isinstance(field, NameKeyField):
        of, room = field.of, field.max_length
        return lambda values, _name, _default: name_key(values[of])[:room], None
    default = None if field.primary_key else field.get_default()
    if isinstance(field, models.JSONField):
        return lambda values, name, default: json.dumps(values.get(name, default)), default
    if isinstance(field, models.DateField | models.TimeField | models.DecimalField):
        return lambda values, name, default: text(values.get(name, default)), default
    return lambda values, name, default: values.get(name, default), default


class Writer:
    """Tables that are being filled; `put` gives the new row's key."""

    def __init__(self) -> None:
        self.tables: dict[type[models.Model], Table] = {}
        self.seconds_of_updates = 0.0
        self._waiting = 0
        self._is_postgresql = connection.vendor == "postgresql"

    def put(self, model: type[models.Model], /, **values: Any) -> int:
        key = self.table(model).keep(values)
        self._waiting += 1
        if self._waiting >= IN_ONE_GO:
            self.flush()
        return key

    def table(self, model: type[models.Model]) -> Table:
        found = self.tables.get(model)
        if found is None:
            text = _as_it_is if self._is_postgresql else _for_sqlite
            found = self.tables[model] = Table(model, text)
        return found

    def next_key(self, model: type[models.Model]) -> int:
        """What `put` will give the next row of this model."""
        return self.table(model).next_key

    def change(self, model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Set these columns, in each row's order, of rows that are there; each row ends with its key."""
        self.flush()
        began = perf_counter()
        # All of them are columns of the table: no relation from the other side, which has none.
        columns = ", ".join(f'"{model._meta.get_field(name).column}" = %s' for name in names)  # type: ignore[union-attr]
        statement = f'UPDATE "{model._meta.db_table}" SET {columns} WHERE id = %s'  # noqa: S608 (names of our own)
        text = _as_it_is if self._is_postgresql else _for_sqlite
        with connection.cursor() as cursor:
            cursor.executemany(statement, [tuple(map(text, row)) for row in rows])
        self.check()
        self.seconds_of_updates += perf_counter() - began

    def flush(self) -> None:
        for table in self.tables.values():
            if table.waiting:
                began = perf_counter()
                self._write(table)
                table.seconds += perf_counter() - began
                table.rows += len(table.waiting)
                table.waiting.clear()
        self._waiting = 0
        self.check()

    def check(self) -> None:
        """Whether foreign keys lead somewhere, of all that was written since it was last asked."""
        if self._is_postgresql:
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    def close(self) -> None:
        """Write the rest, and have the database number its own next rows behind ours."""
        self.flush()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.tables)):
                cursor.execute(statement)

    def _write(self, table: Table) -> None:
        name = f'"{table.model._meta.db_table}"'
        columns = ", ".join(f'"{column}"' for column in table.columns)
        with connection.cursor() as cursor:
            if self._is_postgresql:
                with cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
                    for row in table.waiting:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * len(table.columns))
                cursor.executemany(f"INSERT INTO {name} ({columns}) VALUES ({places})", table.waiting)  # noqa: S608 (our own names)


def _as_it_is(value: Any) -> Any:
    return value


def _for_sqlite(value: Any) -> Any:
    """As Django writes it there."""
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value) if hasattr(value, "isoformat") else value
