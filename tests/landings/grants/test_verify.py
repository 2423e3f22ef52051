"""`verify_ledger` finds what somebody with the database's keys has done."""

import pytest
from django.core.management import call_command
from django.db import connection

from ground.money.ledger.models import Account, Transfer
from ground.money.ledger.verify import faults
from landings.grants import actions
from landings.grants.models import Claim, Grant
from realtime.streams import Event
from tests.factories.append_only import lift_ledgers_guard
from tests.factories.landings_grants import NOW, make_claim, make_grant, payer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled():
    claim = make_claim(make_grant(amount=300_000))
    actions.approve_claim(claim.pk, by=claim.grant.awarded_by, now=NOW)
    actions.pay_claim(claim.pk, reference="W", by=payer_of(claim.grant.landing), now=NOW)
    return claim


def test_a_sound_ledger_passes(settled, capsys):
    call_command("verify_ledger")
    assert capsys.readouterr().out.startswith("The ledger is sound: 4 transfers between 5 accounts")


def test_a_fault_is_named_and_the_exit_is_one(settled, capsys):
    Account.objects.filter(purpose="paid").update(balance=5)
    with pytest.raises(SystemExit) as left:
        call_command("verify_ledger")
    assert left.value.code == 1
    assert "says 5, its transfers make 100000" in capsys.readouterr().err


def raw(statement):
    with connection.cursor() as cursor:
        lift_ledgers_guard(cursor)
        cursor.execute(statement)


def test_a_changed_amount_is_found(settled):
    raw("UPDATE ground_transfer SET amount = amount + 1 WHERE reason = 'claim_paid'")
    found = faults()
    assert any("was changed since it was made" in fault for fault in found)
    assert any("its transfers make 100001" in fault for fault in found)
    assert any("guard" in fault and "is missing" in fault for fault in found)


def test_a_change_that_keeps_every_balance_is_found_too(settled):
    raw("UPDATE ground_transfer SET reference = 'OTHER' WHERE reason = 'claim_paid'")
    pk = Transfer.objects.get(reference="OTHER").pk
    assert f"transfer {pk} was changed since it was made" in faults()


def test_a_transfer_taken_out_is_found(settled):
    pk = Transfer.objects.get(reason="claim_paid").pk
    raw("DELETE FROM ground_transfer WHERE reason = 'claim_paid'")
    assert f"transfer {pk} was made and is gone" in faults()


def test_a_transfer_smuggled_in_is_found(settled):
    fund, paid = Account.objects.get(purpose="fund"), Account.objects.get(purpose="paid")
    smuggled = Transfer.objects.create(
        debit=paid,
        credit=fund,
        amount=1,
        currency="CAD",
        reason="claim_paid",
        at=NOW,
        about_kind="landing",
        about_id=settled.grant.landing_id,
    )
    assert f"transfer {smuggled.pk} is told by 0 events instead of one" in faults()


def test_a_changed_event_is_found(settled):
    event = Event.objects.filter(fact="claim.paid").get()
    payload = {**event.payload, "amount": 1}
    Event.objects.filter(pk=event.pk).update(payload=payload)
    assert any(f"event {event.seq} of" in fault for fault in faults())


def test_a_grant_raised_by_hand_is_found(settled):
    Grant.objects.update(amount=400_000)
    assert any("says 400000, the ledger awarded 300000" in fault for fault in faults())


def test_a_payment_by_too_few_persons_is_found(settled):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE landings_claim DROP CONSTRAINT landings_claim_two_persons")
            cursor.execute("UPDATE landings_claim SET paid_by_id = approved_by_id")
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute("UPDATE landings_claim SET paid_by_id = approved_by_id")
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    assert f"claim {Claim.objects.get().pk} was not claimed, approved and paid by three persons" in faults()


def test_a_missing_guard_is_found(db):
    with connection.cursor() as cursor:
        lift_ledgers_guard(cursor)
    assert all("is missing: transfers can be changed" in fault for fault in faults())
    assert faults() != []
