"""Bare inserts: one row a transaction, over one kept connection, past the ORM: `python -m tests.bench.inserts ROWS`."""

import json
import sys
import time

import django

django.setup()

# Django must be set up before its connections are asked for.
from django.db import connection  # noqa: E402

TABLE = "CREATE TABLE bench_line (id bigint PRIMARY KEY, author bigint, body text, at text)"


def main():
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        began = time.perf_counter()
        for number in range(int(sys.argv[1])):
            cursor.execute("INSERT INTO bench_line VALUES (%s, %s, %s, %s)", [number, 1, "x" * 200, "2026-01-01"])
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_line")
    print(json.dumps({"rate": int(sys.argv[1]) / seconds}))


if __name__ == "__main__":
    main()
