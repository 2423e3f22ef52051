"""Rules answer pass, fail or unknown, with their reason and referral."""

from datetime import date

import pytest

from ground.eligibility.operators import OPERATORS
from ground.eligibility.verdicts import judge, outcome, referrals
from landings.programmes.rules.vocabulary import WORDS

ON = date(2026, 3, 2)


def rule(field, operator, value, **more):
    return {"key": "it", "field": field, "operator": operator, "value": value, "reason": "Because.", **more}


def cad(amount):
    return {"amount": amount, "currency": "CAD"}


def answer(one_rule, **facts):
    return judge([one_rule], facts, ON, words=WORDS)[0].answer


@pytest.mark.parametrize(
    ("operator", "value", "passing", "failing"),
    [
        ("at_least", 10, 10, 9),
        ("at_most", 10, 10, 11),
        ("above", 10, 11, 10),
        ("below", 10, 9, 10),
        ("between", [1, 99], 99, 100),
    ],
)
def test_numbers(operator, value, passing, failing):
    assert answer(rule("employees", operator, value), employees=passing) == "pass"
    assert answer(rule("employees", operator, value), employees=failing) == "fail"


def test_zero_is_an_answer_and_nothing_is_not():
    assert answer(rule("grants_received", "at_most", 1), grants_received=0) == "pass"
    assert answer(rule("grants_received", "at_most", 1)) == "unknown"
    assert answer(rule("already_committed", "is", False), already_committed=False) == "pass"
    assert answer(rule("already_committed", "is", False), already_committed=None) == "unknown"


def test_money_in_another_currency_is_not_compared():
    below = rule("revenue", "below", cad(500_000_000))
    assert answer(below, revenue=cad(499_999_999)) == "pass"
    assert answer(below, revenue=cad(500_000_000)) == "fail"
    verdict = judge([below], {"revenue": {"amount": 1, "currency": "USD"}}, ON, words=WORDS)[0]
    assert (verdict.answer, verdict.needs) == ("unknown", "Yearly revenue in CAD")


@pytest.mark.parametrize(
    ("operator", "value", "passing", "failing"),
    [
        ("any_of", ["software", "health"], ["health", "legal"], ["legal"]),
        ("all_of", ["software", "health"], ["health", "software", "legal"], ["health"]),
        ("none_of", ["tourism"], ["health"], ["tourism", "health"]),
    ],
)
def test_codes(operator, value, passing, failing):
    assert answer(rule("sectors", operator, value), sectors=passing) == "pass"
    assert answer(rule("sectors", operator, value), sectors=failing) == "fail"
    assert answer(rule("sectors", operator, value), sectors=[]) == "unknown"


def test_countries():
    assert answer(rule("country", "one_of", ["CA", "US"]), country="US") == "pass"
    assert answer(rule("target", "none_of", ["CA"]), target="CA") == "fail"


def test_a_failure_says_why_where_to_go_and_what_would_pass():
    short = rule("stay_days", "between", [5, 90], referral="A day trip needs no grant.")
    verdict = judge([short], {"stay_days": 3}, ON, words=WORDS)[0]
    assert verdict.rule == "Length of the stay: between 5 and 90 days"
    assert (verdict.found, verdict.reason, verdict.referral) == ("3 days", "Because.", "A day trip needs no grant.")
    assert verdict.change == "It would pass with: Length of the stay: between 5 and 90 days."


def test_a_rule_is_asked_from_its_first_day_until_its_last():
    dated = rule("employees", "at_least", 1, **{"from": "2026-03-02", "until": "2026-04-01"})
    days = (date(2026, 3, 1), ON, date(2026, 3, 31), date(2026, 4, 1))
    asked = [len(judge([dated], {}, day, words=WORDS)) for day in days]
    assert asked == [0, 1, 1, 0]


def test_one_failure_decides_and_one_unknown_leaves_it_open():
    rules = [rule("employees", "at_least", 1, referral="There."), rule("stay_days", "at_least", 5, referral="There.")]
    assert outcome(judge(rules, {"employees": 5, "stay_days": 9}, ON, words=WORDS)) == "eligible"
    assert outcome(judge(rules, {"employees": 5}, ON, words=WORDS)) == "unknown"
    failing = judge(rules, {"employees": 0, "stay_days": 1}, ON, words=WORDS)
    assert outcome(failing) == "not_eligible"
    assert referrals(failing) == ["There."]


def test_every_word_has_operators_and_every_operator_a_word():
    kinds = {word.kind for word in WORDS.values()}
    assert kinds == {kind for operator in OPERATORS.values() for kind in operator.shapes}
