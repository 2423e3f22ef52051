"""The large demo: members, talk and landings by the hundred thousand, on top of the demo's story.

Every later list is measured here, so it must be sound: chains verify, counters count, the ledger balances, the search
finds. One generator of rows by seed; rows go to PostgreSQL by COPY, to SQLite by many in one statement.
"""
