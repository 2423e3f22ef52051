"""Whatever the loader takes breaks neither a page nor a job; whatever it does not take is refused in words."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ground.eligibility import verdicts
from ground.eligibility.faults import Refused
from ground.eligibility.operators import OPERATORS, shape_of
from landings.letters import actions as letters
from landings.letters.forms import LetterForm
from landings.letters.models import Letter
from landings.programmes import actions
from landings.programmes.rules import clock, documents
from landings.programmes.rules.schema import programme_schema
from landings.programmes.rules.vocabulary import WORDS
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import NOW
from tests.factories.landings_letters import answers
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.sizes import BROAD

CDMN = Path("landings/programmes/data/cdmn.json").read_text()
MANY = settings(max_examples=600 if BROAD else 150)
FEW = settings(max_examples=60 if BROAD else 12, suppress_health_check=list(HealthCheck))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["mal\\n", 12.0, -0.0, 10**15])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def nodes_of(value, path=()):
    """Every place in a document."""
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from nodes_of(inner, (*path, step))


def without(document, path):
    """A copy of the document in which that place is absent."""
    *above, last = path
    parent = document
    for step in above:
        parent = parent[step]
    left = {key: value for key, value in parent.items() if key != last} if isinstance(parent, dict) else parent[:last]
    return put(document, tuple(above), left)


def put(document, path, value):
    """A copy of the document with another value in that place."""
    if not path:
        return value
    copy = dict(document) if isinstance(document, dict) else list(document)
    copy[path[0]] = put(document[path[0]], path[1:], value)
    return copy


def taken(raw):
    """The document, or none where it was refused, which it must be in words that any terminal can show."""
    try:
        return documents.load(raw)
    except Refused as refused:
        assert refused.complaints and all(one.startswith("line ") for one in refused.complaints)
        "\\n".join(refused.complaints).encode()
        return None


@MANY
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    taken(raw)


@MANY
@given(seed=st.integers(0, 10**6), value=VALUES)
def test_any_value_in_any_place_is_taken_or_refused(seed, value):
    document = json.loads(CDMN)
    path = random.Random(seed).choice(list(nodes_of(document)))
    taken(json.dumps(put(document, path, value)).encode())


@pytest.mark.parametrize("path", list(nodes_of(json.loads(CDMN)))[1:], ids=str)
def test_whatever_is_left_out_the_rest_is_taken_or_refused(path):
    taken(json.dumps(without(json.loads(CDMN), path)).encode())


@MANY
@given(at=st.integers(0, len(CDMN)), cut=st.integers(0, 9), text=st.text(max_size=9))
def test_a_file_with_a_slip_in_it_is_taken_or_refused(at, cut, text):
    taken((CDMN[:at] + text + CDMN[at + cut :]).encode("utf-8", "surrogatepass"))


# What is taken: documents made from the schema itself, at its limits.

LINE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Mn")), max_size=40)


def made_from(schema):
    """Values that have this form."""
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    kinds = {
        "object": _objects,
        "array": _lists,
        "integer": _whole,
        "string": _texts,
        "boolean": lambda _: st.booleans(),
    }
    kind = schema.get("type", "string")
    return kinds[kind if isinstance(kind, str) else kind[0]](schema)


def _objects(schema):
    if "properties" not in schema:
        keys = st.sampled_from(["default", "CA", "JP", "BR"])
        return st.dictionaries(keys, made_from(schema["additionalProperties"]), max_size=3)
    made = {name: made_from(one) for name, one in schema["properties"].items()}
    needed = {name: one for name, one in made.items() if name in schema.get("required", ())}
    return st.fixed_dictionaries(needed, optional={name: one for name, one in made.items() if name not in needed})


def _lists(schema):
    same = (lambda one: json.dumps(one, sort_keys=True)) if schema.get("uniqueItems") else None
    most = min(schema.get("maxItems", 4), 4)
    return st.lists(made_from(schema["items"]), min_size=schema.get("minItems", 0), max_size=most, unique_by=same)


def _whole(schema):
    least, most = schema.get("minimum", 0), schema.get("maximum", 10**15)
    return st.sampled_from([least, most]) | st.integers(least, most)


def _texts(schema):
    by_form = {
        "^[a-z][a-z0-9_-]{0,39}$": st.from_regex("[a-z][a-z0-9_-]{0,39}", fullmatch=True),
        "^[A-Z]{2}$": st.sampled_from(["CA", "NL", "JP", "BR"]),
        "^[A-Z]{3}$": st.sampled_from(["CAD", "JPY", "KWD", "CLF"]),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": st.dates(date(1990, 1, 1), date(2200, 12, 31)).map(date.isoformat),
    }
    least, most = schema.get("minLength", 0), schema.get("maxLength", 40)
    if "pattern" in schema:
        return by_form[schema["pattern"]]
    return LINE.map(lambda text: text[:most]).filter(lambda text: len(text) >= least)


@st.composite
def rules(draw):
    word = WORDS[draw(st.sampled_from(sorted(WORDS)))]
    operator = OPERATORS[draw(st.sampled_from([o.name for o in OPERATORS.values() if word.kind in o.shapes]))]
    count = st.sampled_from([0, 1, word.most])
    values = {
        "count": count,
        "range": st.tuples(count, count).map(sorted),
        "money": st.fixed_dictionaries(
            {"amount": st.sampled_from([0, 10**15]), "currency": st.sampled_from(["CAD", "KWD"])}
        ),
        "countries": st.lists(st.sampled_from(["CA", "NL", "BR"]), min_size=1, unique=True),
        "codes": st.just(["software"]),
        "yes_no": st.booleans(),
    }
    said = {"field": word.name, "operator": operator.name, "value": draw(values[shape_of(operator, word)])}
    return {"key": draw(st.from_regex("[a-z]{1,40}", fullmatch=True)), **said, "reason": draw(LINE) or "No."}


def unique(items, key):
    return list({item[key]: item for item in items}.values())


@st.composite
def programmes(draw):
    """Documents that the loader takes."""
    document = draw(made_from({**programme_schema(), "properties": _without_rules()}))
    for name, key in (("rubric", "key"), ("questions", "key"), ("funds", "year")):
        if name in document:
            document[name] = unique(document[name], key)
    document["shortest_stay"], document["longest_stay"] = sorted([document["shortest_stay"], document["longest_stay"]])
    triggers = draw(st.permutations(["signature", "travel_booked", "arrival", "final_claim", "letter"]))
    percents = draw(st.sampled_from([[100], [1, 99], [33, 33, 34]]))
    document["payment_plan"] = [{"trigger": t, "percent": p} for t, p in zip(triggers, percents, strict=False)]
    document.pop("funder_organisation", None)
    document["rules"] = unique(draw(st.lists(rules(), max_size=4)), "key")
    return document


def _without_rules():
    return {name: one for name, one in programme_schema()["properties"].items() if name not in ("rules", "$schema")}


@pytest.mark.django_db
@FEW
@given(document=programmes().filter(lambda document: not documents.faults_of(document)))
def test_what_is_taken_breaks_no_page_and_no_job(document, log_in):
    with transaction.atomic():
        loaded = documents.load(json.dumps(document).encode())
        _live_with(actions.load(loaded, now=NOW).programme, log_in)
        transaction.set_rollback(True)


def _live_with(programme, log_in):
    officer = make_officer(programme)
    landing = make_landing(make_application(programme, state="accepted"))
    draft = make_application(programme, state="draft")
    slug, visitor, boss = programme.slug, Client(), log_in(officer)
    founder = log_in(draft.applicant)
    pages = ["", "versions/1/", "rules/", "rules/trial/", "intake/", "people/"]
    for client, urls in (
        (visitor, ["/landings/", f"/landings/programmes/{slug}/", f"/impact/{slug}/", f"/impact/{slug}/figures.csv"]),
        (boss, [f"/landings/programmes/{slug}/{page}" for page in pages] + [f"/landings/{landing.pk}/grant/"]),
        (
            founder,
            [
                f"/landings/applications/{draft.pk}/edit/{step}/"
                for step in ("firm", "where", "plan", "budget", "check")
            ],
        ),
    ):
        for url in urls:
            assert client.get(url).status_code in (200, 302), url
    for on in (date(2026, 3, 2), date(2200, 12, 31)):
        clock.earliest_start(on, programme.current.document)
        clock.latest_day_to_apply(on, programme.current.document)
        verdicts.judge(programme.current.document["rules"], draft.facts or {}, on, words=WORDS)
    _sign_a_letter(landing)


def _sign_a_letter(landing):
    letters.raise_due(now=NOW + timedelta(days=130 * 31))
    letters.send_due(now=NOW + timedelta(days=130 * 31))
    letter = Letter.objects.filter(landing=landing).first()
    if letter is None:
        return
    form = LetterForm(letter=letter)
    added = [letters.Answer(key=q.key, said="value", note="Yes") for q in form.questions if q.kind == "text"]
    signed = letters.sign(letter.pk, answers=[*answers(), *added], name="Ada", title="CEO", now=letter.raised_at)
    assert signed.measures.count() == len(form.questions)
