"""What is done once a transaction has been committed, however often it was asked for meanwhile; and what is not done
while one is open.

Django keeps what is to be done in `run_on_commit`, and which blocks are open in `atomic_blocks`, which are not of its
public interface: they are read here alone.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction


class InTransaction(RuntimeError):
    """Something that waits for the world was begun while a transaction is open, which others wait for."""


def once_after_commit(call: Callable[[], Any]) -> None:
    """Call it once when this transaction is committed; not at all where a savepoint that is undone takes it along."""
    if call not in waiting():
        transaction.on_commit(call, robust=True)


def waiting() -> list[Callable[[], Any]]:
    """What is to be called when the transaction of this thread is committed, in order."""
    return [call for _savepoints, call, _robust in transaction.get_connection().run_on_commit]


def refuse_in_transaction(what: str) -> None:
    """Raises InTransaction where a transaction is open in this thread; the one around a test counts for nothing."""
    blocks = transaction.get_connection().atomic_blocks
    if blocks and not blocks[-1]._from_testcase:
        raise InTransaction(f"{what} within a transaction: do it before, or as outside work after it")


def let_go() -> None:
    """Before a thread waits for the world: others may have its connection to the database. The next query takes one."""
    connection = transaction.get_connection()
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        connection.close()
