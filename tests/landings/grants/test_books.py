"""The accounts that grants use: what they are called, whose they are, and that only the funder's goes below zero."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ground.money.ledger.models import Account, Transfer
from ground.money.ledger.moving import Posting, move
from landings.grants.models import Books, Kind, Reason, transfers_of
from tests.factories.landings_grants import NOW, make_grant


@pytest.fixture
def books(db):
    grant = make_grant(amount=300_000)
    return Books(grant.fund_year, "CAD", grant.landing)


def test_an_award_moves_the_amount_from_the_fund_to_the_commitments(books):
    assert books.balance(Kind.COMMITMENTS) == 300_000
    assert books.balance(Kind.FUND) == 40_000_000 - 300_000
    assert books.balance(Kind.FUNDER) == -40_000_000
    assert books.balances() == {"commitments": 300_000}


def test_no_account_but_the_funders_goes_below_zero(books):
    posting = Posting(*books.about(Reason.AWARD), Reason.AWARD, None, NOW)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        move(300_001, debit=books.account(Kind.PAID), credit=books.account(Kind.COMMITMENTS), posting=posting)
    assert refused.value.code == "not_enough"
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(purpose=Kind.COMMITMENTS).update(balance=-1)


def test_what_the_funder_gives_is_about_the_year_and_the_award_about_the_landing(books):
    rows = Transfer.objects.order_by("pk").values_list("about_kind", "about_id", "reason")
    assert list(rows) == [
        ("fund_year", books.fund_year.pk, "allocation"),
        ("landing", books.landing.pk, "award"),
    ]
    assert [row.reason_label for row in transfers_of(books.landing.pk)] == ["Grant awarded"]


def test_a_landings_account_needs_a_landing(books):
    with pytest.raises(ValueError, match="no landing is given"):
        Books(books.fund_year, "CAD").account(Kind.PAID)
