"""The terms of an award hold, whatever version of the programme comes later."""

from datetime import timedelta

import pytest

from landings.grants import actions
from landings.grants.models import Grant
from landings.grants.queries import plan_steps
from landings.letters import actions as letters
from landings.letters.models import Letter
from landings.programmes import actions as programmes
from tests.factories.landings_grants import NOW, a_cost, founder_of, make_claim, make_grant
from tests.factories.landings_placements import make_landing

pytestmark = pytest.mark.django_db
PLAN = [{"trigger": "arrival", "percent": 10}, {"trigger": "letter", "percent": 90}]


@pytest.fixture
def grant():
    return make_grant(make_landing(), amount=300_000)


def publish_other_terms(grant, **changes):
    """A version in which everything that an award goes by is another."""
    programme = grant.landing.programme
    other = {"share_borne_percent": 50, "payment_plan": PLAN, "ceiling": 200_000, "cost_categories": ["visa"]}
    document = {**programme.current.document, **other, "follow_up_waves": [3], **changes}
    programmes.load(document, now=NOW + timedelta(minutes=1))
    return Grant.objects.select_related("landing__programme").get(pk=grant.pk)


def test_share_plan_ceiling_and_categories_are_those_of_the_award(grant):
    claim = make_claim(grant, costs=[100_000], submitted=False)
    grant = publish_other_terms(grant)
    assert grant.landing.programme.share_borne_percent == 50
    assert [(step.trigger, step.amount) for step in plan_steps(grant)] == [
        ("signature", 150_000),
        ("final_claim", 150_000),
    ]
    assert (grant.ceiling, grant.version.number) == (400_000, 1)
    founder = founder_of(grant.landing)
    actions.add_line(claim.pk, cost=a_cost(category="lodging", amount=1_000), by=founder, now=NOW)
    actions.submit_claim(claim.pk, is_final=False, by=founder, now=NOW)
    assert actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW).approved_amount == 101_000


def test_an_advance_of_the_awards_plan_is_paid_after_another_plan_came(grant):
    grant = publish_other_terms(grant)
    assert actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW).amount == 150_000


def test_a_new_wave_asks_no_letter_of_an_award_that_was_made_before(grant):
    publish_other_terms(grant)
    letters.raise_due(now=NOW + timedelta(days=2 * 366))
    assert [letter.wave for letter in Letter.objects.all()] == [12]


def test_the_pages_show_the_awards_terms(grant, log_in):
    claim = make_claim(grant)
    publish_other_terms(grant)
    officer = log_in(grant.awarded_by)
    assert "on signature of the agreement" in officer.get(f"/landings/{grant.landing_id}/grant/").content.decode()
    assert "The programme bears" not in officer.get(f"/landings/claims/{claim.pk}/").content.decode()
    other = make_claim(grant, submitted=False)
    assert 'value="lodging"' in log_in(founder_of(grant.landing)).get(f"/landings/claims/{other.pk}/").content.decode()
