"""Taking away the database's refusal to change history, as somebody with its keys could."""

from django.db import connection


def lift_guard(cursor, table, guard):
    if connection.vendor == "postgresql":
        cursor.execute(f"DROP TRIGGER {guard} ON {table}")
    else:
        cursor.execute(f"DROP TRIGGER {guard}_update")
        cursor.execute(f"DROP TRIGGER {guard}_delete")


def lift_ledgers_guard(cursor):
    lift_guard(cursor, "ground_transfer", "ground_transfer_append_only")
