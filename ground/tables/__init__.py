"""Tables: statements worded once, rows that are only added, the lock of a row, pages by key, migrations in one step."""
