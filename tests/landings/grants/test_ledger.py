import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from landings.grants.ledger import Account, Books, Posting, Transfer, move
from tests.factories.landings_grants import NOW, make_grant

KIND = Account.Kind
POSTING = Posting(Transfer.Reason.AWARD, None, NOW)


@pytest.fixture
def books(db):
    grant = make_grant(amount=300_000)
    return Books(grant.fund_year, "CAD", grant.landing)


def test_a_transfer_moves_the_same_amount_from_one_account_to_another(books):
    assert books.balance(KIND.COMMITMENTS) == 300_000
    assert books.balance(KIND.FUND) == 40_000_000 - 300_000
    assert books.balance(KIND.FUNDER) == -40_000_000


def test_no_account_but_the_funders_goes_below_zero(books):
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        move(books, 300_001, debit=KIND.PAID, credit=KIND.COMMITMENTS, posting=POSTING)
    assert refused.value.code == "not_enough"
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(kind=KIND.COMMITMENTS).update(balance=-1)


@pytest.mark.parametrize("amount", [0, -5])
def test_the_database_refuses_an_amount_that_is_not_positive(books, amount):
    with pytest.raises(DatabaseError), transaction.atomic():
        move(books, amount, debit=KIND.PAID, credit=KIND.COMMITMENTS, posting=POSTING)


@pytest.mark.parametrize(
    "statement", ["UPDATE landings_transfer SET amount = amount + 1", "DELETE FROM landings_transfer"]
)
def test_a_raw_change_of_history_fails(books, statement):
    words = "added, never changed or deleted"
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Transfer.objects.count() == 2


def test_the_guard_is_what_refuses(books):
    """The negative control: without the trigger the same statement goes through."""
    with connection.cursor() as cursor:
        lift_guard(cursor)
        cursor.execute("UPDATE landings_transfer SET amount = amount + 1")
        assert cursor.rowcount == 2


def lift_guard(cursor):
    table, guard = "landings_transfer", "landings_transfer_append_only"
    if connection.vendor == "postgresql":
        cursor.execute(f"DROP TRIGGER {guard} ON {table}")
    else:
        cursor.execute(f"DROP TRIGGER {guard}_update")
        cursor.execute(f"DROP TRIGGER {guard}_delete")
