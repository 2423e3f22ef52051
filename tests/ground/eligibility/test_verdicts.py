"""Three-valued logic: what is not known is neither passed nor failed, and more knowledge never takes an answer back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.eligibility.verdicts import in_force, judge, judged, missed, outcome, referrals
from tests.ground.eligibility.loans import LOANS, gold, rule

ON = date(2026, 3, 2)
FACTS = {
    "crew": st.integers(0, 20),
    "cargo_worth": st.builds(gold, st.integers(0, 20), st.sampled_from(["CAD", "JPY"])),
    "flag": st.sampled_from(["CA", "NL", "JP"]),
    "goods": st.lists(st.sampled_from(["tea", "tin", "timber"]), unique=True),
    "insured": st.booleans(),
}
RULES = (
    st.builds(rule, st.just("crew"), st.sampled_from(["at_least", "at_most", "above", "below"]), st.integers(0, 20))
    | st.builds(
        rule, st.just("cargo_worth"), st.sampled_from(["at_least", "below"]), st.builds(gold, st.integers(0, 20))
    )
    | st.builds(rule, st.just("flag"), st.sampled_from(["one_of", "none_of"]), st.lists(FACTS["flag"], min_size=1))
    | st.builds(
        rule,
        st.just("goods"),
        st.sampled_from(["any_of", "all_of", "none_of"]),
        st.lists(st.sampled_from(["tea", "tin"]), min_size=1, unique=True),
    )
    | st.builds(rule, st.just("insured"), st.just("is"), st.booleans())
)
SOME = st.fixed_dictionaries({}, optional={name: st.none() | made for name, made in FACTS.items()})
ALL = st.fixed_dictionaries(FACTS)


def answers(rules, facts):
    return [verdict.answer for verdict in judge(rules, facts, ON, words=LOANS)]


@given(st.lists(RULES, max_size=6), SOME)
def test_the_outcome_is_the_worst_of_the_answers_in_whatever_order(rules, facts):
    found = judge(rules, facts, ON, words=LOANS)
    worst = min((verdict.answer for verdict in found), key=("fail", "unknown", "pass").index, default="pass")

    assert outcome(found) == {"fail": "not_eligible", "unknown": "unknown", "pass": "eligible"}[worst]
    assert outcome(reversed(found)) == outcome(found) == judged(rules, facts, ON, words=LOANS)
    assert missed(rules, facts, ON, words=LOANS) == [verdict for verdict in found if verdict.answer != "pass"]


@given(st.lists(RULES, max_size=6), ALL, st.sets(st.sampled_from(sorted(FACTS))))
def test_to_learn_more_changes_only_what_was_unknown(rules, facts, hidden):
    less = {name: fact for name, fact in facts.items() if name not in hidden}

    for before, after in zip(answers(rules, less), answers(rules, facts), strict=True):
        assert before in ("unknown", after)


@given(RULES, SOME)
def test_a_verdict_says_what_it_needs_or_what_it_found(one, facts):
    verdict = judge([one], facts, ON, words=LOANS)[0]
    said = (bool(verdict.needs), bool(verdict.found))

    assert said == ((True, False) if verdict.answer == "unknown" else (False, True))
    assert bool(verdict.change) is (verdict.answer == "fail" and LOANS[one["field"]].changeable)


@pytest.mark.parametrize("nothing", [{}, {"goods": None}, {"goods": []}])
def test_what_is_absent_none_or_empty_is_not_known(nothing):
    verdict = judge([rule("goods", "none_of", ["tea"])], nothing, ON, words=LOANS)[0]
    assert (verdict.answer, verdict.needs, verdict.reason) == ("unknown", "Goods", "Say it to the clerk.")


def test_zero_and_no_are_answers():
    assert answers([rule("crew", "at_most", 1), rule("insured", "is", False)], {"crew": 0, "insured": False}) == [
        "pass",
        "pass",
    ]


def test_money_in_another_currency_is_not_compared():
    verdict = judge([rule("cargo_worth", "below", gold(5))], {"cargo_worth": gold(1, "JPY")}, ON, words=LOANS)[0]
    assert (verdict.answer, verdict.needs) == ("unknown", "Worth of the cargo in CAD")


def test_a_failure_says_why_where_to_go_and_what_would_pass():
    poor = rule("cargo_worth", "at_least", gold(500_00), referral="Ask the guild.")
    tea = rule("goods", "none_of", ["tea"], referral="Ask the guild.")
    found = judge([poor, tea], {"cargo_worth": gold(100_00), "goods": ["tin", "tea"]}, ON, words=LOANS)

    assert found[0].change == "It would pass with: Worth of the cargo: at least CA$500."
    assert (found[1].rule, found[1].found, found[1].change) == ("Goods: not Tea", "Tin, Tea", "")
    assert referrals(found) == ["Ask the guild."]


@given(st.integers(-3, 3), st.integers(1, 4), st.integers(-5, 8))
def test_a_rule_is_asked_from_its_first_day_until_its_last_which_is_no_more_of_it(start, length, day):
    first = ON + timedelta(days=start)
    dated = {"from": first.isoformat(), "until": (first + timedelta(days=length)).isoformat()}

    assert in_force(dated, ON + timedelta(days=day)) is (start <= day < start + length)
    assert in_force({}, ON)
