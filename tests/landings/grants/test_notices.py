import pytest

from ground.money.ledger.verify import faults
from landings.grants import actions
from landings.grants.models import Books
from landings.placements import actions as placements
from realtime.jobs import queue
from realtime.notices import Notice
from tests.factories.landings_grants import NOW, founder_of, make_claim, make_grant, payer_of
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db


def told(kind):
    queue.run_all()
    return sorted((notice.recipient, notice.sentence) for notice in Notice.objects.filter(kind=kind))


@pytest.fixture
def grant():
    grant = make_grant(amount=300_000)
    host = make_member()
    join(grant.landing.host, host, role="owner")
    return grant


def test_the_firm_hears_of_its_award_and_the_host_does_not(grant):
    site = grant.landing.site.name
    sentence = f"You have been awarded a grant of CA$3,000.00 for your landing at {site}"
    assert told("grants.firm") == [(founder_of(grant.landing).pk, sentence)]


def test_finance_hears_of_what_is_to_be_paid_and_the_firm_of_its_payment(grant):
    finance, firm = payer_of(grant.landing), grant.landing.firm.name
    advance = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    assert told("grants.pay") == [(finance.pk, f"The advance of {firm} is approved: CA$1,500.00 to be paid")]
    actions.pay_advance(advance.pk, reference="A", by=finance, now=NOW)
    assert next(words for _who, words in told("grants.firm")) == "An advance of CA$1,500.00 has been paid to you"


def test_a_claims_way_is_told_to_those_whose_turn_it_is(grant):
    founder, finance, firm = founder_of(grant.landing), payer_of(grant.landing), grant.landing.firm.name
    claim = make_claim(grant, costs=[50_000])
    wanted = f"{firm} sent in claim 1: your decision is wanted"
    assert told("grants.decide") == [(grant.awarded_by_id, wanted)]
    actions.want_changes(claim.pk, what="All", by=grant.awarded_by, now=NOW)
    actions.submit_claim(claim.pk, is_final=False, by=founder, now=NOW)
    actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW)
    assert told("grants.pay") == [(finance.pk, f"Claim 1 of {firm} is approved: CA$500.00 to be paid")]
    actions.pay_claim(claim.pk, reference="W", by=finance, now=NOW)
    words = [sentence for who, sentence in told("grants.firm") if who == founder.pk]
    assert "Claim 1 needs a change before it can be approved" in words
    assert "Claim 1 is settled: CA$500.00 has been paid to you" in words


def test_a_cancelled_placement_gives_its_grant_back_by_itself(grant):
    placements.cancel(grant.landing_id, by=grant.awarded_by, reason="Visa refused", now=NOW)
    queue.run_all()
    grant.refresh_from_db()
    assert not grant.is_open
    assert Books(grant.fund_year, "CAD").balance("fund") == grant.fund_year.amount
    assert faults() == []


def test_of_a_claim_that_the_advance_covers_nobody_hears_that_nothing_was_paid(grant):
    founder, finance, firm = founder_of(grant.landing), payer_of(grant.landing), grant.landing.firm.name
    advance = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    actions.pay_advance(advance.pk, reference="A", by=finance, now=NOW)
    claim = make_claim(grant, costs=[50_000])
    actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW)
    actions.pay_claim(claim.pk, reference="", by=finance, now=NOW)
    settle = f"Claim 1 of {firm} is approved: the advance covers it, settle it"
    assert (finance.pk, settle) in told("grants.pay")
    assert (founder.pk, "Claim 1 is settled: your advance covers all of it") in told("grants.firm")
    assert "CA$0.00" not in str(told("grants.firm") + told("grants.pay"))


def test_a_claim_that_one_officer_decided_and_finance_paid_waits_for_nobody(grant):
    finance, other = payer_of(grant.landing), make_officer(grant.landing.programme)
    claim = make_claim(grant, costs=[50_000])
    told("grants.decide")
    assert waiting("grants.decide") == sorted([grant.awarded_by_id, other.pk])
    actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW)
    assert (waiting("grants.decide"), waiting("grants.pay")) == ([], [finance.pk])
    actions.pay_claim(claim.pk, reference="W", by=finance, now=NOW)
    assert waiting("grants.pay") == []


def waiting(kind):
    queue.run_all()
    return sorted(Notice.objects.unread().filter(kind=kind).values_list("recipient", flat=True))
