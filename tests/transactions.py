"""Transactions around what tests do, which they are not to notice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """What is written in it is gone afterwards, as after a test."""
    block = transaction.atomic()
    # As Django marks its own around each test, so that what is refused in a transaction is not refused in all of them.
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)
