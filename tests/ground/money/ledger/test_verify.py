"""What `verify_ledger` finds of any area's books; what grants add is in tests/landings/grants/test_verify.py."""

import pytest
from django.db import connection

from ground.money.ledger import registry
from ground.money.ledger.models import Account, Transfer
from ground.money.ledger.verify import faults
from tests.factories.append_only import lift_ledgers_guard
from tests.ground.money.ledger.escrow import NOW, held, outside, pay_in, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(escrow):
    made = [pay_in(1, 500), release(1, 200)]
    escrow.extend((transfer.pk, transfer.digest) for transfer in made)
    return made


def raw(statement):
    with connection.cursor() as cursor:
        lift_ledgers_guard(cursor)
        cursor.execute(statement)


def test_a_sound_ledger_has_no_faults(paid):
    assert faults() == []


def test_a_balance_changed_by_hand_is_found(paid):
    account = held(1).found()
    Account.objects.filter(pk=account.pk).update(balance=301)
    assert faults() == [f"account {account.pk} (held of deal 1) says 301, its transfers make 300"]


@pytest.mark.parametrize(
    "change",
    [
        "amount = 201",
        "about_id = 2",
        "about_kind = 'other'",
        "reason = 'called_off'",
        "reference = 'X'",
        "currency = 'CAD'",
    ],
)
def test_whatever_a_transfer_says_is_vouched_for(paid, change):
    raw(f"UPDATE ground_transfer SET {change} WHERE id = {paid[1].pk}")
    assert f"transfer {paid[1].pk} was changed since it was made" in faults()


def test_a_transfer_between_other_accounts_is_found(paid):
    raw(f"UPDATE ground_transfer SET debit_id = {outside().found().pk} WHERE id = {paid[1].pk}")
    assert f"transfer {paid[1].pk} was changed since it was made" in faults()


def test_a_transfer_taken_out_is_found(paid):
    raw(f"DELETE FROM ground_transfer WHERE id = {paid[1].pk}")
    assert f"transfer {paid[1].pk} was made and is gone" in faults()


def test_a_transfer_smuggled_in_is_found_and_so_is_one_for_nothing_known(paid):
    extra = {"debit": paid[0].debit, "credit": paid[0].credit, "amount": 1, "currency": "EUR", "at": NOW}
    smuggled = Transfer.objects.create(**extra, about_kind="deal", about_id=1, reason="paid_in")
    unknown = Transfer.objects.create(**extra, about_kind="whim", about_id=1, reason="paid_in")

    found = faults()

    assert f"transfer {smuggled.pk} is told by 0 events instead of one" in found
    assert f"transfer {unknown.pk} was made for nothing that is registered" in found


def test_a_transfer_told_twice_is_found(paid, escrow):
    escrow.append(escrow[0])
    assert faults() == [f"transfer {paid[0].pk} is told by 2 events instead of one"]


def test_an_account_that_was_let_below_zero_is_found(paid):
    account = held(1).found()
    Account.objects.filter(pk=account.pk).update(may_go_below=True)
    assert faults() == [f"account {account.pk} (held of deal 1) says that it may go below zero: True"]


def test_an_account_for_nothing_known_is_found(escrow):
    made = Account.objects.create(owner_kind="deal", owner_id=1, purpose="slush", currency="EUR")
    assert faults() == [f"account {made.pk} (slush of deal 1) is for nothing that is registered"]


def test_areas_add_their_own_checks(escrow):
    registry.check(lambda: ["deal 7 is held for ever"])
    assert faults() == ["deal 7 is held for ever"]


def test_a_missing_guard_is_found(escrow):
    with connection.cursor() as cursor:
        lift_ledgers_guard(cursor)
    assert all("is missing: transfers can be changed" in fault for fault in faults())
    assert faults() != []
