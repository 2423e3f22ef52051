"""G6: no fund, ceiling or grant is passed, whoever acts at once; and the ledger balances whatever is done to it."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ground.money.ledger.models import Account
from ground.money.ledger.verify import faults
from landings.grants import actions
from landings.grants.models import Books, Grant, Kind
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import NOW, a_cost, founder_of, make_claim, make_grant, payer_of
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme

KIND = Kind


def at_once(*jobs):
    gate, codes = threading.Barrier(len(jobs)), []

    def run(job):
        gate.wait(10)
        try:
            job()
        except ValidationError as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return codes


@pytest.mark.django_db(transaction=True)
def test_two_officers_cannot_pass_the_fund():
    programme = make_programme()
    programme.fund_years.update(amount=700_000)
    officers = [make_officer(programme) for _ in range(3)]
    lands = [make_landing(make_application(programme, state="accepted")) for _ in officers]
    year = programme.fund_years.get()
    codes = at_once(
        *(
            lambda landing=landing, officer=officer: actions.award(
                landing.pk, amount=300_000, fund_year_id=year.pk, by=officer, now=NOW
            )
            for landing, officer in zip(lands, officers, strict=True)
        )
    )
    assert codes == ["not_enough"]
    assert Grant.objects.count() == 2
    assert Books(year, "CAD").balance(KIND.FUND) == 100_000
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_two_officers_award_one_landing_once():
    landing = make_landing()
    officers = [make_officer(landing.programme) for _ in range(2)]
    amounts = [100_000, 200_000]
    codes = at_once(
        *(
            lambda officer=officer, amount=amount: make_grant(landing, officer, amount)
            for officer, amount in zip(officers, amounts, strict=True)
        )
    )
    assert codes == ["not_now"]
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_two_claims_approved_at_once_share_what_is_left():
    grant = make_grant(amount=300_000)
    other = make_officer(grant.landing.programme)
    claims = [make_claim(grant, costs=[200_000]) for _ in range(2)]
    deciders = [grant.awarded_by, other]
    assert (
        at_once(
            *(
                lambda claim=claim, by=by: actions.approve_claim(claim.pk, by=by, now=NOW)
                for claim, by in zip(claims, deciders, strict=True)
            )
        )
        == []
    )
    assert sorted(claim.approved_amount for claim in grant.claims.all()) == [100_000, 200_000]
    assert faults() == []


class Bank:
    """What may be done to one fund with two landings, and a model of it in three numbers a landing."""

    def __init__(self):
        self.programme = make_programme()
        self.programme.fund_years.update(amount=500_000)
        self.officer = make_officer(self.programme)
        self.lands = [make_landing(make_application(self.programme, state="accepted")) for _ in range(2)]
        self.payer = payer_of(self.lands[0])

    def grant(self, which):
        return Grant.objects.filter(landing=self.lands[which]).first()

    def act(self, what, which, amount):
        landing, grant = self.lands[which], self.grant(which)
        try:
            if what == "award":
                make_grant(landing, self.officer, amount)
            elif grant:
                getattr(self, what)(grant, amount)
        except (ValidationError, PermissionDenied):
            pass

    def advance(self, grant, amount):
        actions.approve_advance(grant.pk, trigger="signature", by=self.officer, now=NOW)

    def pay(self, grant, amount):
        for advance in grant.advances.filter(paid_at=None, sent_back_at=None):
            actions.pay_advance(advance.pk, reference="A", by=self.payer, now=NOW)
        for claim in grant.claims.filter(approved_at__isnull=False, paid_at=None):
            actions.pay_claim(claim.pk, reference="C", by=self.payer, now=NOW)

    def send_back(self, grant, amount):
        for advance in grant.advances.filter(paid_at=None, sent_back_at=None):
            actions.send_back_advance(advance.pk, reason="No", by=self.payer, now=NOW)
        for claim in grant.claims.filter(approved_at__isnull=False, paid_at=None):
            actions.send_back_claim(claim.pk, by=self.payer, now=NOW)

    def claim(self, grant, amount):
        founder = founder_of(grant.landing)
        claim = actions.begin_claim(grant.pk, by=founder, now=NOW)
        actions.add_line(claim.pk, cost=a_cost(amount=amount), by=founder, now=NOW)
        actions.submit_claim(claim.pk, is_final=False, by=founder, now=NOW)
        actions.approve_claim(claim.pk, by=self.officer, now=NOW)

    def give_back(self, grant, amount):
        owed = Books(grant.fund_year, "CAD", grant.landing).balance(KIND.ADVANCES)
        actions.record_return(grant.pk, amount=owed, reference=f"R{owed}", by=self.payer, now=NOW)

    def close(self, grant, amount):
        type(grant.landing).objects.filter(pk=grant.landing_id).update(started_at=NOW, returned_at=NOW)
        actions.close_landing(grant.landing_id, by=self.officer, now=NOW)

    def check(self):
        """Money is neither made nor lost, and nothing is spent above a grant."""
        assert sum(account.balance for account in Account.objects.all()) == 0
        for which in range(2):
            grant = self.grant(which)
            if grant is None:
                continue
            books = Books(grant.fund_year, "CAD", grant.landing)
            kinds = (KIND.COMMITMENTS, KIND.ADVANCES, KIND.CLAIMS_PAYABLE, KIND.PAID, KIND.RECOVERED)
            held = [books.balance(kind) for kind in kinds]
            assert min(held) >= 0
            assert sum(held) == grant.amount if grant.is_open else sum(held) <= grant.amount
        assert faults() == []


deeds = st.lists(
    st.tuples(
        st.sampled_from(["award", "advance", "pay", "send_back", "claim", "claim", "give_back", "close"]),
        st.integers(0, 1),
        st.sampled_from([1, 33_333, 150_000, 300_000, 400_000, 400_001]),
    ),
    max_size=12,
)


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=deeds)
def test_the_ledger_balances_whatever_is_done(deeds):
    bank = Bank()
    for deed in deeds:
        bank.act(*deed)
    bank.check()
