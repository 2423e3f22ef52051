"""What was paid is shown as paid, and nothing as due that was paid long since."""

import pytest

from landings.grants import actions, queries
from tests.factories.desk import waiting
from tests.factories.landings_grants import NOW, make_claim, make_grant, payer_of
from tests.factories.landings_placements import make_landing

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant():
    """An advance of half the grant of 3,630.00, paid."""
    grant = make_grant(make_landing(), amount=363_000)
    advance = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    actions.pay_advance(advance.pk, reference="WIRE-1", by=payer_of(grant.landing), now=NOW)
    return grant


def approved(grant, amount):
    claim = make_claim(grant, costs=[amount])
    return actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW)


def figures(grant):
    """Paid to the firm, due, left."""
    money = queries.money_of(grant)
    return money.paid_out, money.due, money.committed


def bars(grant):
    return {bar["label"]: bar["value"] for bar in queries.bars_of(queries.money_of(grant))}


def test_a_claim_that_the_advance_covers_makes_nothing_due_and_nothing_less_paid(grant):
    claim = approved(grant, 174_787)
    assert figures(grant) == (181_500, 0, 181_500)
    assert bars(grant) == {"Advanced": 181_500, "Left": 181_500}
    actions.pay_claim(claim.pk, reference="", by=payer_of(grant.landing), now=NOW)
    assert figures(grant) == (181_500, 0, 181_500)
    assert bars(grant) == {"Settled": 174_787, "Advanced": 6_713, "Left": 181_500}


def test_only_what_the_advance_does_not_cover_is_due(grant):
    claim = approved(grant, 200_000)
    assert figures(grant) == (181_500, 18_500, 163_000)
    actions.pay_claim(claim.pk, reference="W", by=payer_of(grant.landing), now=NOW)
    assert figures(grant) == (200_000, 0, 163_000)


def test_a_claim_that_finance_sent_back_leaves_what_was_before(grant):
    claim = approved(grant, 200_000)
    actions.send_back_claim(claim.pk, by=payer_of(grant.landing), now=NOW)
    assert figures(grant) == (181_500, 0, 181_500)


def test_whatever_is_done_the_parts_make_the_whole(grant):
    for amount in (50_000, 131_500, 90_000, 999_999):
        claim = approved(grant, amount)
        assert sum(bars(grant).values()) == grant.amount
        actions.pay_claim(
            claim.pk, reference="" if claim.is_covered else f"W{amount}", by=payer_of(grant.landing), now=NOW
        )
        assert sum(bars(grant).values()) == grant.amount
    assert figures(grant) == (363_000, 0, 0)


def test_the_pages_say_so(grant, log_in):
    claim = approved(grant, 174_787)
    finance = log_in(payer_of(grant.landing))
    page = finance.get(f"/landings/{grant.landing_id}/grant/").content.decode()
    assert "CA$1,815" in page and "Approved, covered by the advance" in page
    assert "CA$67.13" not in page.split("Where the money is")[0] and "To be paid" not in page.split("Payment plan")[0]
    assert "nothing to pay" in finance.get(f"/landings/claims/{claim.pk}/").content.decode()


def test_a_desk_says_settle_where_there_is_nothing_to_pay(grant):
    finance = payer_of(grant.landing)
    claim = approved(grant, 174_787)
    firm = grant.landing.firm.name
    assert waiting(finance) == [f"Settle claim {claim.number} of {firm}, which the advance covers"]
