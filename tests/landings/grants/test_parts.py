"""The parts of a grant make the whole, in minor units, whatever the percentages: nothing is paid that is not there."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from landings.grants.models import Grant
from landings.grants.queries import Money, bars_of
from landings.grants.queries.plan import ADVANCES, advance_steps, plan_steps
from landings.programmes.models.costs import TRIGGER_NAMES

TRIGGERS = list(TRIGGER_NAMES)
AMOUNTS = st.integers(1, 10**12)


@st.composite
def plans(draw):
    """Percentages that make a hundred, one for each of some triggers."""
    triggers = draw(st.lists(st.sampled_from(TRIGGERS), min_size=1, unique=True))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=len(triggers) - 1, max_size=len(triggers) - 1)))
    percents = [upper - lower for lower, upper in zip([0, *cuts], [*cuts, 100], strict=True)]
    return [{"trigger": name, "percent": percent} for name, percent in zip(triggers, percents, strict=True)]


@given(AMOUNTS, plans())
@example(1, [{"trigger": "signature", "percent": 50}, {"trigger": "arrival", "percent": 50}])
def test_the_steps_of_a_plan_never_pass_the_grant_and_lose_less_than_a_unit_each(amount, plan):
    steps = plan_steps(Grant(amount=amount, payment_plan=plan))

    assert [step.trigger for step in steps] == [step["trigger"] for step in plan]
    assert amount - len(steps) < sum(step.amount for step in steps) <= amount
    assert all(step.amount >= 0 for step in steps)


@given(AMOUNTS, plans())
def test_advances_are_the_steps_before_any_claim_and_never_more_than_the_grant(amount, plan):
    grant = Grant(amount=amount, payment_plan=plan)

    assert {step.trigger for step in advance_steps(grant)} == {step["trigger"] for step in plan} & set(ADVANCES)
    assert sum(step.amount for step in advance_steps(grant)) <= amount


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_every_step_has_a_name_in_words(trigger):
    (step,) = plan_steps(Grant(amount=1, payment_plan=[{"trigger": trigger, "percent": 100}]))

    assert step.label == TRIGGER_NAMES[trigger] != ""
    assert step.is_advance is (trigger in ADVANCES)


@st.composite
def moneys(draw):
    committed, payable, advanced, paid, recovered = (draw(st.integers(0, 10**9)) for _ in range(5))
    whole = committed + payable + advanced + paid + recovered
    return Money(whole, committed, payable, advanced, paid, recovered, draw(st.integers(0, payable)))


@given(moneys())
def test_the_bar_of_a_grant_has_no_gap_no_overlap_and_is_as_long_as_the_grant(money):
    bars = bars_of(money)

    ends = [0, *(bar["start"] + bar["value"] for bar in bars)]
    assert [bar["start"] for bar in bars] == ends[:-1]
    assert ends[-1] == money.awarded
    assert all(bar["value"] > 0 for bar in bars)


@given(moneys())
def test_what_was_paid_out_what_is_due_and_what_is_left_make_the_grant(money):
    assert money.paid_out + money.due + money.committed == money.awarded
    assert 0 <= money.share_paid <= 1
    assert Money(0, 0, 0, 0, 0, 0, 0).share_paid == 0
