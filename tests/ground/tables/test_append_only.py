"""History in a table that the database itself keeps from being changed. The ledger's transfers stand for any."""

import pytest
from django.db import DatabaseError, connection, transaction

from ground.money.ledger.models import Transfer
from ground.tables.append_only import missing_guards
from tests.factories.append_only import lift_ledgers_guard
from tests.ground.money.ledger.escrow import held, pay_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def row(escrow):
    pay_in(1, 500)
    return Transfer.objects.get()


@pytest.mark.parametrize("statement", ["UPDATE ground_transfer SET amount = amount + 1", "DELETE FROM ground_transfer"])
def test_a_raw_change_of_history_fails(row, statement):
    words = "added, never changed or deleted"
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert [(one.pk, one.amount) for one in Transfer.objects.all()] == [(row.pk, 500)]


def test_a_row_cannot_be_saved_again_or_deleted_through_the_model(row):
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_the_guard_is_what_refuses(row):
    """The negative control: without the trigger the same statement goes through."""
    with connection.cursor() as cursor:
        lift_ledgers_guard(cursor)
        cursor.execute("UPDATE ground_transfer SET amount = amount + 1")
        assert cursor.rowcount == 1


def test_a_guard_taken_away_is_missed():
    assert missing_guards(Transfer) == []

    with connection.cursor() as cursor:
        lift_ledgers_guard(cursor)

    every = ["ground_transfer_append_only"]
    if connection.vendor == "sqlite":
        every = [f"ground_transfer_append_only_{verb}" for verb in ("delete", "update")]
    assert missing_guards(Transfer) == every


def test_rows_are_still_added():
    pay_in(2, 700)
    assert held(2).balance == 700
