"""Whatever is done with a grant, in whatever order, by right and by mistake: its books say what its rows say."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ground.money.ledger.verify import faults
from landings.grants import actions, queries
from landings.grants.models import Advance, Books, Claim, Grant, Kind
from landings.placements.models import Landing
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import NOW, a_cost, founder_of, make_grant, payer_of
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_programme
from tests.sizes import BROAD
from tests.transactions import undone

pytestmark = pytest.mark.django_db
PLAN = [
    {"trigger": "signature", "percent": 40},
    {"trigger": "arrival", "percent": 33},
    {"trigger": "final_claim", "percent": 27},
]
AMOUNT = 100_001
MANY = settings(
    max_examples=150 if BROAD else 8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass
class Story:
    """A grant, those around it, and its steps by name; each takes a number that says which, or how much."""

    grant: Grant
    finance: object

    def one_of(self, rows, number):
        found = list(rows.order_by("pk"))
        return found[number % len(found)].pk if found else 0

    def approve_advance(self, number):
        trigger = ("signature", "arrival", "final_claim", "wish")[number % 4]
        actions.approve_advance(self.grant.pk, trigger=trigger, by=self.grant.awarded_by, now=NOW)

    def pay_advance(self, number):
        pk = self.one_of(self.grant.advances, number)
        actions.pay_advance(pk, reference=f"A{number % 2}", by=self.finance, now=NOW)

    def send_back_advance(self, number):
        pk = self.one_of(self.grant.advances, number)
        actions.send_back_advance(pk, reason="No", by=self.finance, now=NOW)

    def claim(self, number):
        founder = founder_of(self.grant.landing)
        claim = actions.begin_claim(self.grant.pk, by=founder, now=NOW)
        actions.add_line(claim.pk, cost=a_cost(amount=1 + number), by=founder, now=NOW)
        actions.submit_claim(claim.pk, is_final=False, by=founder, now=NOW)

    def approve_claim(self, number):
        actions.approve_claim(self.one_of(self.grant.claims, number), by=self.grant.awarded_by, now=NOW)

    def want_changes(self, number):
        pk = self.one_of(self.grant.claims, number)
        actions.want_changes(pk, what="All", by=self.grant.awarded_by, now=NOW)

    def decline(self, number):
        actions.decline_claim(self.one_of(self.grant.claims, number), reason="No", by=self.grant.awarded_by, now=NOW)

    def pay_claim(self, number):
        pk = self.one_of(self.grant.claims, number)
        actions.pay_claim(pk, reference=f"C{number % 2}", by=self.finance, now=NOW)

    def send_back_claim(self, number):
        actions.send_back_claim(self.one_of(self.grant.claims, number), by=self.finance, now=NOW)

    def give_back(self, number):
        actions.record_return(self.grant.pk, amount=1 + number, reference=f"R{number}", by=self.finance, now=NOW)

    def come_home(self, number):
        Landing.objects.filter(pk=self.grant.landing_id, cancelled_at=None).update(returned_at=NOW)

    def close(self, number):
        later = NOW + timedelta(days=365 * (number % 2))  # the fund has lapsed by then, or not
        actions.close_landing(self.grant.landing_id, by=self.grant.awarded_by, now=later)

    def cancel(self, number):
        if number % 4 == 0 and Landing.objects.filter(pk=self.grant.landing_id, returned_at=None).update(
            cancelled_at=NOW
        ):
            actions.release_cancelled(self.grant.landing_id, now=NOW)


STEPS = [name for name, value in vars(Story).items() if callable(value) and name[0] != "_" and name != "one_of"]
OFTEN = ["claim", "approve_claim", "pay_claim", "approve_advance", "pay_advance"]


def balances(grant):
    return {kind: Books(grant.fund_year, "CAD", grant.landing).balance(kind) for kind in Kind}


def expected(grant):
    """Of each account of the landing what the rows of its grant, advances and claims make of it."""
    advances, claims = list(Advance.objects.filter(grant=grant)), list(Claim.objects.filter(grant=grant))
    approved = [claim for claim in claims if claim.state == "approved"]
    settled = [claim for claim in claims if claim.state == "paid"]
    waiting = sum(advance.amount for advance in advances if advance.state == "approved")
    returned = balances(grant)[Kind.RECOVERED]
    used = sum(claim.from_advance for claim in (*approved, *settled))
    outstanding = sum(advance.amount for advance in advances if advance.state == "paid") - used - returned
    payable = waiting + sum(claim.approved_amount for claim in approved)
    paid = sum(claim.approved_amount for claim in settled)
    left = grant.amount - payable - outstanding - paid - returned if Grant.objects.get(pk=grant.pk).is_open else 0
    return {
        Kind.COMMITMENTS: left,
        Kind.CLAIMS_PAYABLE: payable,
        Kind.ADVANCES: outstanding,
        Kind.PAID: paid,
    }


@pytest.fixture
def story():
    programme = make_programme(payment_plan=PLAN)
    grant = make_grant(make_landing(make_application(programme, state="accepted")), amount=AMOUNT)
    return grant, payer_of(grant.landing)


@MANY
@given(
    st.lists(st.tuples(st.sampled_from(STEPS + 2 * OFTEN), st.integers(0, 70_000)), min_size=6, max_size=14),
)
def test_the_books_say_what_the_rows_say_after_any_steps(story, steps):
    grant, finance = story
    with undone():
        told = Story(grant, finance)
        for name, number in steps:
            try:
                getattr(told, name)(number)
            except (ValidationError, PermissionDenied, Claim.DoesNotExist, Advance.DoesNotExist):
                continue
            found = balances(grant)
            assert {kind: found[kind] for kind in expected(grant)} == expected(grant)
            assert min(found[kind] for kind in Kind if kind != Kind.FUNDER) >= 0
        assert sum(balances(grant).values()) == 0  # what the funder gave is where it was given
        money = queries.money_of(Grant.objects.get(pk=grant.pk))
        assert 0 <= money.covered <= money.payable and money.paid_out <= AMOUNT
        assert faults() == []
