"""Emptying the tables after a test, past the triggers that keep history from being deleted.

PostgreSQL empties by TRUNCATE, which row triggers do not see. SQLite deletes row by row, so there the triggers that
refuse (and only they) step aside while Django flushes, and are back before the next test.
"""

from contextlib import contextmanager

from django.db.backends.sqlite3.base import DatabaseWrapper


@contextmanager
def guards_lifted(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND instr(sql, 'RAISE(')")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        try:
            yield
        finally:
            for _, sql in guards:
                cursor.execute(sql)


def let_flush_pass(patch):
    flush = DatabaseWrapper.ops_class.execute_sql_flush

    def past_the_guards(self, sql_list):
        with guards_lifted(self.connection):
            flush(self, sql_list)

    patch.setattr(DatabaseWrapper.ops_class, "execute_sql_flush", past_the_guards)
