"""Documents with rules over an invented vocabulary: forms against the schema, sense against the words."""

import jsonschema
import pytest

from ground.eligibility.faults import against
from ground.eligibility.located_json import read
from ground.eligibility.schema import array, record, rule_schema, value_schemas
from ground.eligibility.sense import faults_of_rule
from ground.eligibility.wording import said_of
from tests.ground.eligibility.loans import LOANS, gold, rule

SCHEMA = record({"rules": array(rule_schema(LOANS, "a ship"))}, "rules")
SOUND = [
    rule("crew", "between", [1, 500]),
    rule("cargo_worth", "below", gold(10)),
    rule("flag", "one_of", ["CA"], **{"from": "2026-01-01", "until": "2026-02-01"}),
    rule("goods", "any_of", ["tea"]),
    rule("marks", "any_of", ["whatever"]),
    rule("insured", "is", True),
]


def told(one):
    return [str(fault) for fault in faults_of_rule(("rules", 0), one, LOANS)]


@pytest.mark.parametrize("one", SOUND, ids=lambda one: one["field"])
def test_a_sound_rule_has_no_fault_by_us_nor_by_its_schema(one):
    published = {**rule_schema(LOANS, "a ship"), "allOf": value_schemas(LOANS)}
    jsonschema.validate(one, published)
    assert (against(SCHEMA, {"rules": [one]}), told(one)) == ([], [])


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (rule("crew", "is", True), "rules[0].operator: 'is' cannot be said of 'crew'; use one of: at_least, at_most"),
        (rule("crew", "at_least", -1), "rules[0].value: must be a whole number, 0 or more"),
        (rule("crew", "at_most", 501), "rules[0].value: must be at most 500, not 501"),
        (rule("goods", "any_of", ["taa"]), "rules[0].value: 'taa' is not a good; did you mean 'tea'?"),
        (rule("flag", "one_of", ["QQ"]), "rules[0].value: 'QQ' is no country"),
        (rule("cargo_worth", "below", gold(1, "QQQ")), "rules[0].value.currency: 'QQQ' is no currency of ISO 4217"),
        (rule("insured", "is", True, until="2026-02-30"), "rules[0].until: is not a day of the calendar"),
        (
            rule("insured", "is", True, **{"from": "2026-02-02", "until": "2026-02-02"}),
            "rules[0].until: must lie after",
        ),
    ],
)
def test_what_does_not_suit_the_word_is_told_with_its_place(one, fault):
    assert [said[: len(fault)] for said in told(one)] == [fault]


def test_forms_are_told_with_their_line():
    file = read(b'{\n "rules": [\n  {"key": "it", "field": "crow", "operator": "is", "value": true, "reason": ""}]}')
    found = {(file.line(fault.path), fault.where, fault.why) for fault in against(SCHEMA, file.value)}
    assert found == {
        (3, "rules[0].field", "'crow' is not a word; did you mean 'crew'?"),
        (3, "rules[0].reason", "must not be empty"),
    }


def test_a_wrong_rule_is_shown_as_it_was_typed():
    assert said_of(rule("goods", "any_of", ["tea", "tin"]), LOANS) == "Goods: any of Tea, Tin"
    assert said_of({"field": "goods", "operator": "above", "value": "9"}, LOANS) == "goods above 9"
