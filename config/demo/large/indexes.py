"""Indexes of the largest tables: on PostgreSQL taken away while rows are copied, and made anew of all rows at once.

On SQLite they are kept: there a transaction that makes them anew costs what it spares. Those that keep a constraint
stay everywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import connection
from modelsearch.models import IndexEntry

from network.connections.models import MemberConnection
from network.forums.models import Post, Reaction, Thread
from network.members.models import Member
from realtime.streams import Event

if TYPE_CHECKING:
    from config.demo.large.loading import Told

LARGE: Final = (Event, IndexEntry, Member, MemberConnection, Post, Reaction, Thread)
_BESIDE_CONSTRAINTS: Final = """
    SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s)
    AND format('%%I', indexname)::regclass NOT IN (SELECT conindid FROM pg_constraint) AND indexdef NOT LIKE %s
    ORDER BY indexname
"""


@contextmanager
def made_later(told: "Told") -> Iterator[None]:
    """Inside the transaction that writes the rows, so that the indexes are never away for anybody else."""
    taken = _take_away() if connection.vendor == "postgresql" else []
    yield
    with told.step("indexes"), connection.cursor() as cursor:
        if taken:
            cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for definition in taken:
            cursor.execute(definition)


def count_anew() -> None:
    """Have the database know how many rows there are and what they hold; in a transaction without its cleaning up."""
    cleans = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if cleans else "ANALYZE")


def _take_away() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE_CONSTRAINTS, [[model._meta.db_table for model in LARGE], "CREATE UNIQUE%"])
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    return [definition for _name, definition in found]
