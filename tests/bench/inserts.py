"""Bare inserts: one row a transaction, over the connection that is there, past the ORM."""

import time

from django.db import connection

TABLE = "CREATE TABLE IF NOT EXISTS bench_line (id bigint PRIMARY KEY, author bigint, body text, at text)"


def write(rows, size):
    """How many seconds so many rows took."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("SELECT coalesce(max(id), 0) FROM bench_line")
        after = cursor.fetchone()[0] + 1
        began = time.perf_counter()
        for number in range(after, after + rows):
            cursor.execute("INSERT INTO bench_line VALUES (%s, %s, %s, %s)", [number, 1, "x" * size, "2026-01-01"])
        return time.perf_counter() - began
