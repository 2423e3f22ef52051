"""The lock of a row: the one way in the house, so that what is decided on a row stays true until it is written.

A lock lasts until the transaction ends. SQLite has none of rows: there whoever writes has the whole database.
"""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Manager, Model, QuerySet

Row = TypeVar("Row", bound=Model)


def locked(
    rows: QuerySet[Row] | Manager[Row], *, beside: Sequence[str] = (), skip_locked: bool = False
) -> QuerySet[Row]:
    """These rows, locked as they are read; with `skip_locked` only those that nobody else has locked.

    Only the rows themselves, and of what is joined to them that which stands in `beside`; and so that a row elsewhere
    that refers to them can still be written: PostgreSQL checks a foreign key by a lock on the row that is referred to,
    at the end of the transaction even. FOR UPDATE keeps that out, and two who each lock what the other refers to would
    wait for each other. Several rows are locked in the order in which they are asked for: by their key, wherever others
    may lock the same.
    """
    return rows.select_for_update(no_key=True, of=("self", *beside), skip_locked=skip_locked)
