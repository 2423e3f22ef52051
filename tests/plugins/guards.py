"""Emptying the tables after a test, past the triggers that keep history from being deleted.

PostgreSQL would TRUNCATE, which writes two new files for every table and index: most of a second for our many, nearly
empty ones. There the rows are deleted with triggers asleep, which only a superuser may ask for. SQLite deletes row by
row anyway: the triggers that refuse (and only they) step aside while Django flushes, and are back before the next test.

What Django would write anew after each flush stays, the names of models and of what may be done to them: it is the same
for all tests, and to write it takes longer than most.
"""

from contextlib import contextmanager

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush as command
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from psycopg.errors import DeadlockDetected

TRIES = 5
STAYS = {model._meta.db_table for model in (ContentType, Permission)}


@contextmanager
def guards_lifted(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND instr(sql, 'RAISE(')")
        found = cursor.fetchall()
        held = filled(cursor, {table for _, table, _ in found})
        guards = [(name, sql) for name, table, sql in found if table in held]
        for name, _ in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        try:
            yield
        finally:
            for _, sql in guards:
                cursor.execute(sql)


def filled(cursor, tables):
    """Those that hold a row."""
    if not tables:
        return set()
    cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables))
    return {table for (table,) in cursor.fetchall()}


def delete_all(self, style, tables, *, reset_sequences=False, allow_cascade=False):
    """Statements that empty the tables: PostgreSQL's `sql_flush`, but for numbers, which go on."""
    deletions = " ".join(f"DELETE FROM {self.quote_name(table)};" for table in tables if table not in STAYS)
    return [f"SET LOCAL session_replication_role = replica; {deletions} SET LOCAL session_replication_role = origin;"]


def but_for_what_stays(sql_flush):
    def statements(self, style, tables, **more):
        return sql_flush(self, style, [table for table in tables if table not in STAYS], **more)

    return statements


def until_no_deadlock(empty):
    """A server that the test leaves running may be writing its last: whoever of the two lost, nothing was emptied."""

    def emptied(self, sql_list):
        for left in reversed(range(TRIES)):
            try:
                empty(self, sql_list)
                return
            except OperationalError as error:
                if not left or not isinstance(error.__cause__, DeadlockDetected):
                    raise

    return emptied


def let_flush_pass(patch):
    """And let nobody be told that the database was laid out anew: what they would write then is there."""
    patch.setattr(command, "emit_post_migrate_signal", lambda *words, **more: None)
    patch.setattr(PostgresWrapper.ops_class, "sql_flush", delete_all)
    patch.setattr(
        PostgresWrapper.ops_class, "execute_sql_flush", until_no_deadlock(PostgresWrapper.ops_class.execute_sql_flush)
    )
    flush = DatabaseWrapper.ops_class.execute_sql_flush

    def past_the_guards(self, sql_list):
        with guards_lifted(self.connection):
            flush(self, sql_list)

    patch.setattr(DatabaseWrapper.ops_class, "sql_flush", but_for_what_stays(DatabaseWrapper.ops_class.sql_flush))
    patch.setattr(DatabaseWrapper.ops_class, "execute_sql_flush", past_the_guards)
