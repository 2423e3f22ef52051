import threading
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ground.money.ledger.accounts import AccountOf, balances_of
from ground.money.ledger.models import Account, Transfer
from ground.money.ledger.moving import move
from tests.ground.money.ledger.escrow import held, outside, pay_in, refund, refunded, release, released, why

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _registered(escrow):
    pass


def test_a_transfer_moves_the_same_amount_from_one_account_to_another():
    made = pay_in(1, 500)

    assert (held(1).balance, outside().balance) == (500, -500)
    assert (made.amount, made.currency, made.about_kind, made.about_id) == (500, "EUR", "deal", 1)
    assert (made.reason_label, made.credit.label, made.debit.label) == ("Paid in", "The buyer’s bank", "Held")


def test_an_account_that_was_never_opened_holds_nothing_and_asking_opens_none():
    assert held(1).balance == 0
    assert balances_of("deal", 1, "EUR") == {}
    assert Account.objects.count() == 0


def test_balances_are_told_by_purpose_and_of_one_owner_and_currency_only():
    pay_in(1, 500)
    pay_in(2, 40)
    pay_in(1, 7, "CAD")
    release(1, 300)

    assert balances_of("deal", 1, "EUR") == {"held": 200, "released": 300}
    assert balances_of("deal", 1, "CAD") == {"held": 7}


def test_no_account_goes_below_zero_unless_its_purpose_may():
    pay_in(1, 500)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        release(1, 501)

    assert refused.value.code == "not_enough"
    assert refused.value.messages == ["There is not enough left in “Held” for this amount."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(purpose="held").update(balance=-1)
    assert (held(1).balance, released(1).balance, Transfer.objects.count()) == (500, 0, 1)


@pytest.mark.parametrize("amount", [0, -5])
def test_the_database_refuses_an_amount_that_is_not_positive(amount):
    with pytest.raises(DatabaseError), transaction.atomic():
        pay_in(1, amount)


def test_money_moves_between_two_accounts_of_one_currency():
    pay_in(1, 500)
    with pytest.raises(IntegrityError), transaction.atomic():
        move(5, debit=held(1), credit=held(1), posting=why(1, "done"))
    with pytest.raises(ValueError, match="not of one currency"):
        move(5, debit=held(1, "CAD"), credit=held(1), posting=why(1, "done"))


def test_what_nobody_registered_moves_nothing():
    with pytest.raises(LookupError):
        move(5, debit=AccountOf("deal", 1, "slush", "EUR"), credit=outside(), posting=why(1, "paid_in"))
    with pytest.raises(LookupError):
        move(5, debit=held(1), credit=outside(), posting=why(1, "because"))
    with pytest.raises(LookupError):
        move(5, debit=held(1), credit=outside(), posting=replace(why(1, "paid_in"), about_kind="whim"))
    assert Transfer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_held_money_is_released_or_refunded_never_both():
    with transaction.atomic():
        pay_in(1, 500)
    gate, codes = threading.Barrier(4), []

    def run(deed):
        gate.wait(10)
        try:
            with transaction.atomic():
                deed(1, 500)
        except ValidationError as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in (release, refund, release, refund)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert codes == ["not_enough"] * 3
    assert held(1).balance == 0
    assert sorted([released(1).balance, refunded(1).balance]) == [0, 500]


deeds = st.lists(
    st.tuples(st.sampled_from([pay_in, release, refund]), st.integers(1, 3), st.integers(1, 900)), max_size=15
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=deeds)
def test_money_is_neither_made_nor_lost_whatever_is_done(deeds):
    for deed, deal, amount in deeds:
        try:
            with transaction.atomic():
                deed(deal, amount)
        except ValidationError as error:
            assert error.code == "not_enough"
    balances = {account.pk: account for account in Account.objects.all()}
    assert sum(account.balance for account in balances.values()) == 0
    assert all(account.balance >= 0 or account.purpose == "outside" for account in balances.values())
