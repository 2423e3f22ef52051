"""Programme files: what is accepted, and what is refused with its line and the reason."""

import json
from pathlib import Path

import jsonschema
import pytest

from ground.eligibility.faults import Refused
from landings.programmes.rules import documents, samples
from landings.programmes.rules.schema import published_schema
from landings.programmes.rules.vocabulary import WORDS

CDMN = Path("landings/programmes/data/cdmn.json")
DOCS = Path("docs")
SAMPLES = Path("landings/programmes/data/samples")
PROGRAMMES = [CDMN, DOCS / "samples/cost-sharing.json", DOCS / "samples/inbound-visitors.json"]


def complaints(raw):
    with pytest.raises(Refused) as caught:
        documents.load(raw)
    return caught.value.complaints


def changed(old, new):
    text = CDMN.read_text()
    assert old in text
    return text.replace(old, new, 1).encode(), text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_the_files_we_ship_are_accepted_by_us_and_by_their_schema(path):
    document = documents.load(path.read_bytes())
    jsonschema.validate(json.loads(path.read_text()), published_schema())
    assert documents.load(json.dumps(document).encode()) == document


@pytest.mark.parametrize("name", ["eligible", "too-large", "unfinished"])
def test_the_sample_applications_are_accepted(name):
    assert samples.load((SAMPLES / f"{name}.json").read_bytes())["firm"]["country"] == "CA"


def test_the_schemas_in_the_docs_are_those_of_the_code():
    assert json.loads((DOCS / "programme.schema.json").read_text()) == published_schema()
    assert json.loads((DOCS / "application.schema.json").read_text()) == samples.sample_schema()


def test_the_schema_and_the_page_list_the_whole_vocabulary():
    fields = published_schema()["properties"]["rules"]["items"]["properties"]["field"]["enum"]
    assert fields == list(WORDS)
    page = (DOCS / "programmes.md").read_text()
    assert [name for name in [*WORDS, *published_schema()["properties"]] if f"`{name}`" not in page] == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"field": "revenue"', '"field": "revenu"', "rules[2].field: 'revenu' is not a word; did you mean 'revenue'?"),
        ('"operator": "below"', '"operator": "is"', "rules[2].operator: 'is' cannot be said of 'revenue'"),
        ('"operator": "below"', '"operator": "under"', "rules[2].operator: 'under' is not an operator"),
        ('"value": [1, 99]', '"value": [99, 1]', "rules[3].value: must be two whole numbers, the smaller first"),
        ('"value": false', '"value": "no"', "rules[7].value: must be true or false"),
        ('"ceiling": 400000', '"ceiling": "4000"', "ceiling: must be a whole number, not '4000'"),
        ('"ceiling": 400000', '"ceiling": -1', "ceiling: must be at least 0, not -1"),
        ('"direction"', '"directoin"', "directoin: 'directoin' is not known here; did you mean 'direction'?"),
        (
            '"trigger": "final_claim", "percent": 50',
            '"trigger": "final_claim", "percent": 60',
            "payment_plan: percents",
        ),
        ('"expires_on": "2026-04-01"', '"expires_on": "2026-02-30"', "funds[1].expires_on: is not a day"),
        ('"key": "plan"', '"key": "market"', "rubric[1].key: 'market' is given twice"),
        ('"slug": "cdmn"', '"slug": "mal\\n"', "slug: 'mal\\n' does not have the form"),
        (
            '"follow_up_waves": [12]',
            '"follow_up_waves": [12.0]',
            "follow_up_waves[0]: must be a whole number, not 12.0",
        ),
        ('"travellers": 2', '"travellers": 2.0', "travellers: must be a whole number, not 2.0"),
        ('"travellers": 2', '"travellers": true', "travellers: must be a whole number, not True"),
        ('"currency": "CAD"', '"currency": "CAD\\n"', "currency: 'CAD\\n' does not have the form"),
        ('"currency": "CAD"', '"currency": "ABC"', "currency: 'ABC' is no currency of ISO 4217"),
        (
            '"home_countries": ["CA"]',
            '"home_countries": ["CA\\n"]',
            "home_countries[0]: 'CA\\n' does not have the form",
        ),
        ('"home_countries": ["CA"]', '"home_countries": ["ZZ"]', "home_countries: 'ZZ' is no country"),
        ('"GB": 18000', '"GB\\n": 18000', "day_rates: 'GB\\n' does not have the form"),
        ('"GB": 18000', '"ZZ": 18000', "day_rates: 'ZZ' is no country"),
        ('"holidays_of": "CA"', '"holidays_of": "ZZ"', "decision.holidays_of: 'ZZ' is no country"),
        (
            '"expires_on": "2026-04-01"',
            '"expires_on": "2026-04-01\\n"',
            "funds[1].expires_on: '2026-04-01\\n' does not",
        ),
        ('"expires_on": "2026-04-01"', '"expires_on": "0001-01-01"', "funds[1].expires_on: is not a day"),
        ('"name": "CDMN Soft Landing"', '"name": "Soft\\nLanding"', "name: must be one line"),
        ('"name": "CDMN Soft Landing"', '"name": "Soft\\u2028Landing"', "name: must be one line"),
        ('"name": "CDMN Soft Landing"', '"name": " \\u200b "', "name: must not be empty"),
        ('"label": "Market"', '"label": "Mar\\tket\\r"', "rubric[0].label: must be one line"),
        ('"value": [1, 99]', '"value": [1, 99.0]', "rules[3].value: must be two whole numbers"),
        ('"key": "canadian"', '"key": "canadian\\n"', "rules[0].key: 'canadian\\n' does not have the form"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old, new, complaint):
    raw, line = changed(old, new)
    found = complaints(raw)
    assert len(found) == 1
    assert found[0].startswith((f"line {line}: {complaint}", f"line {line - 1}: {complaint}", "line 26: payment_plan"))


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (b"", "line 1: not JSON: Expecting value"),
        (b'{\n"a": 1,\n"a": 2}', "line 3: “a” is given twice"),
        (b'{"a": "\\u0000"}', "line 1: U+0000 is no part of a text"),
        (b'{"a":\n "\\ud800"}', "line 2: U+D800 is no part of a text"),
        (b'{"\\u001b[2J": 1}', "line 1: U+001B is no part of a text"),
        (b"[" + b"1" * 5000 + b"]", "line 1: this number is too long"),
        (b'{"a": NaN}', "line 1: not JSON: NaN is not a number of JSON"),
        (b"\n\xff", "line 2: the file is not UTF-8 text"),
        (b"[" * 100, "line 1: nested deeper than 40"),
        (b'{"a": 1} x', "line 1: not JSON: something follows the document"),
        (b"[1]", "line 1: must be an object, not [1]"),
        (b" " * 1_000_001, "line 1: the file is larger than 1,000,000 bytes"),
        (b'{"a"\n 1}', "line 2: not JSON: “:” is missing"),
        (b'{"a": 1\n "b": 2}', "line 2: not JSON: “,” is missing"),
    ],
)
def test_what_cannot_be_read_is_refused(raw, complaint):
    assert complaints(raw) == [complaint]


def test_a_missing_key_and_an_unknown_word_are_both_told():
    raw, _line = changed('"slug": "cdmn",', "")
    found = complaints(raw.replace(b'"field": "revenue"', b'"field": "turnover"'))
    assert found[0] == "line 1: 'slug' is missing"
    assert found[1].startswith("line 66: rules[2].field: 'turnover' is not a word; known are: country, employees")


def test_a_wrong_day_in_a_sample_is_refused():
    raw = (SAMPLES / "eligible.json").read_bytes().replace(b"2026-05-04", b"2026-05-40")
    with pytest.raises(Refused) as caught:
        samples.load(raw)
    assert caught.value.complaints == ["line 17: application.starts_on: is not a day of the calendar"]


def test_numbers_with_which_no_clock_counts_are_refused():
    """A lead time of 10**15 days stopped every page that reckons with the programme's rules."""
    rule = {"key": "lead", "field": "lead_time_days", "operator": "at_least", "value": 10**15, "reason": "Later."}
    raw = json.dumps({**json.loads(CDMN.read_text()), "rules": [rule]}).encode()
    assert complaints(raw) == ["line 1: rules[0].value: must be at most 1000, not 1000000000000000"]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("name", "New\\nLine", "must be one line"),
        ("name", "\u3164", "characters that cannot be seen"),
        ("funder", "Kontor staff", "kept for the people who run Kontor"),
        ("summary", "One\\u2028two", "must be one line"),
    ],
)
def test_names_and_lines_go_by_the_rule_of_the_house(key, value, said):
    document = json.loads(CDMN.read_text())
    raw = json.dumps({**document, key: json.loads(f'"{value}"')}, indent=2)
    assert [line.split(": ", 1)[1].startswith(f"{key}: ") and said in line for line in complaints(raw.encode())] == [
        True
    ]
