"""Statements worded once, said to the driver itself; on PostgreSQL several in one round trip, prepared at the server.

What is used of Django and of the drivers past their public face stands here and nowhere else; what it must do is told
by `tests/ground/tables/test_statements.py`.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_here: Final = threading.local()
"""`trip` is true in a thread whose statements go together, `own` while one of them is said through Django."""


class Answer:
    """What a statement answers. In a trip it is waited for when it is first asked; its errors are told then, too."""

    __slots__ = ("_connection", "_cursor")

    def __init__(self, connection: BaseDatabaseWrapper, cursor: Any) -> None:
        self._connection, self._cursor = connection, cursor

    def rows(self) -> list[tuple[Any, ...]]:
        with self._connection.wrap_database_errors:
            found: list[tuple[Any, ...]] = self._cursor.fetchall()
            return found

    def touched(self) -> int:
        """How many rows it changed. In a trip nobody knows yet."""
        if in_trip():
            raise transaction.TransactionManagementError("how many rows were touched is known after the trip")
        count: int = self._cursor.rowcount
        return count


def say(statement: str, params: Sequence[Any]) -> Answer:
    """Say it inside a transaction, with `%s` for each parameter, which are as the driver takes them."""
    connection = transaction.get_connection()
    if connection.connection is None or connection.needs_rollback or _is_watched(connection):
        return _say_through_django(connection, statement, params)
    with connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            return Answer(connection, _say_prepared(connection.connection, statement, params))
        return Answer(connection, connection.connection.execute(_with_question_marks(statement), params))


@contextmanager
def trip() -> Iterator[None]:
    """What is said inside goes to PostgreSQL together: answers are waited for once. One inside another is the same.

    Django cannot tell how many rows its own statements touched here, and would insert what it meant to update: they
    are refused, on SQLite too.
    """
    if in_trip():
        yield
        return
    connection = transaction.get_connection()
    connection.ensure_connection()
    connection.execute_wrappers.append(_refuse)
    _here.trip = True
    try:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, connection.connection.pipeline():
                yield
        else:
            yield
    finally:
        _here.trip = False
        connection.execute_wrappers.remove(_refuse)


def in_trip() -> bool:
    return getattr(_here, "trip", False)


def moment(value: datetime) -> Any:
    """As the database writes it. An action has one, and writes it in many places."""
    connection = transaction.get_connection()
    last: tuple[Any, ...] = getattr(_here, "moment", (None, None, None))
    if last[0] is not value or last[1] is not connection:
        last = _here.moment = (value, connection, connection.ops.adapt_datetimefield_value(value))
    return last[2]


def _is_watched(connection: BaseDatabaseWrapper) -> bool:
    """Somebody counts Django's statements, or stands between."""
    return connection.queries_logged or len(connection.execute_wrappers) > in_trip()


def _say_through_django(connection: BaseDatabaseWrapper, statement: str, params: Sequence[Any]) -> Answer:
    cursor = connection.cursor()
    _here.own = True
    try:
        cursor.execute(statement, params)
    finally:
        _here.own = False
    return Answer(connection, cursor)


def _refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if getattr(_here, "own", False):
        return execute(sql, params, many, context)
    raise transaction.TransactionManagementError(f"say this before the trip or after it: {sql[:200]}")


def _say_prepared(connection: Any, statement: str, params: Sequence[Any]) -> Any:
    """By a cursor that binds at the server: Django's binds here, and never prepares."""
    import psycopg  # only where PostgreSQL is used

    # A whole number goes as text, whose type the server sees from where it stands: as a number its size would be part
    # of what is prepared, and there would be one statement for small numbers and one for large ones.
    sent = [str(one) if type(one) is int else one for one in params]
    return psycopg.Cursor(connection).execute(statement, sent, prepare=True)


@lru_cache(maxsize=1000)
def _with_question_marks(statement: str) -> str:
    return statement.replace("%s", "?").replace("%%", "%")
