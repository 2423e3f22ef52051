"""What a letter's form takes, question by question and in each currency, and what it keeps of a draft. No database."""

from dataclasses import asdict

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from landings.letters import rules
from landings.letters.actions import Answer
from landings.letters.forms import LetterForm
from landings.letters.models import Letter, Measure
from landings.placements.models import Landing
from landings.programmes.models import Programme
from network.followups.kinds import MONEY
from network.signing.models import SealedText

Said, Anyway = Measure.Said, Measure.Anyway
KEYS = [question.key for question in rules.QUESTIONS]
MONEYS = [question.key for question in rules.QUESTIONS if question.kind == MONEY]
COUNTS = [question.key for question in rules.QUESTIONS if question.kind != MONEY]
OWN = {"key": "best", "label": "The best contact", "help": "A name is enough.", "kind": "text"}


def a_letter(currency="CAD", questions=(), draft=None, **fields):
    programme = Programme(currency=currency, questions=list(questions), **fields)
    return Letter(landing=Landing(programme=programme), wave=12, draft=draft or {})


def a_form(letter=None, **typed):
    nothing = {f"{key}_said": "nothing" for key in KEYS}
    return LetterForm({**nothing, "name": "Ada", "title": "CEO", "sure": "on", **typed}, letter=letter or a_letter())


def said(form):
    assert form.is_valid(), form.errors
    return {answer.key: answer for answer in form.answers()}


def wrong(form):
    return {name: list(errors) for name, errors in form.errors.items()}


@pytest.mark.parametrize(
    ("currency", "typed", "minor"),
    [
        ("CAD", "1,250,000.50", 125_000_050),
        ("CAD", "12 000", 1_200_000),
        ("CAD", "$40", 4_000),
        ("JPY", "1250", 1_250),
        ("KWD", "0.125", 125),
        ("CAD", "0", 0),
    ],
)
def test_money_is_in_the_programmes_own_units(currency, typed, minor):
    for key in MONEYS:
        answer = said(a_form(a_letter(currency), **{f"{key}_said": "value", f"{key}_value": typed}))[key]
        assert (answer.value, answer.in_programme, answer.currency) == (minor, minor, currency)


@pytest.mark.parametrize(("typed", "count"), [("3", 3), ("1,250", 1_250), ("٣", 3), ("0", 0), ("1000000", 1_000_000)])
def test_a_count_is_a_whole_number_without_a_currency(typed, count):
    for key in COUNTS:
        answer = said(a_form(**{f"{key}_said": "value", f"{key}_value": typed}))[key]
        assert (answer.value, answer.in_programme, answer.currency) == (count, count, "")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("revenue", "", "Write a number"),
        ("revenue", "-5", "Write an amount of zero or more."),
        ("revenue", "1.005", None),  # read as a thousand and five
        ("revenue", "0.005", "Too many decimals for CAD."),
        ("revenue", "40 EUR", "CAD"),
        ("revenue", "9" * 18, "too large"),
        ("revenue", "9" * 41, "at most 40 characters"),
        ("hires", "", "Write a whole number, such as 1250."),
        ("hires", "1.5", "Write a whole number of zero or more."),
        ("hires", "-1", "Write a whole number of zero or more."),
        ("hires", "1000001", "This number is too large."),
        ("hires", "three", "Write a whole number, such as 1250."),
        ("hires", "9" * 25, "at most 24 characters"),
    ],
)
def test_a_figure_that_cannot_be_read_is_said_at_its_field_alone(field, typed, words):
    form = a_form(**{f"{field}_said": "value", f"{field}_value": typed})
    if words is None:
        assert said(form)[field].value == 100_500
        return
    assert list(form.errors) == [f"{field}_value"]
    assert words in " ".join(wrong(form)[f"{field}_value"])


@pytest.mark.parametrize("answered", [Said.NOTHING, Said.UNKNOWN, Said.WITHHELD])
def test_a_figure_beside_another_answer_is_not_sent(answered):
    """Typed, and thought better of: what stands in the field then is no claim, whatever it is."""
    typed = {"revenue_said": answered, "revenue_value": "-999 what", "revenue_anyway": "partly"}
    assert said(a_form(**typed))["revenue"] == Answer(key="revenue", said=answered, currency="CAD")


@pytest.mark.parametrize("anyway", ["", *Anyway.values])
def test_whether_it_would_have_come_anyway_goes_with_a_figure(anyway):
    typed = {"hires_said": "value", "hires_value": "2", "hires_anyway": anyway}
    assert said(a_form(**typed))["hires"].anyway == anyway


@pytest.mark.parametrize("key", KEYS)
def test_each_question_wants_an_answer_and_one_that_there_is(key):
    assert wrong(a_form(**{f"{key}_said": ""})) == {f"{key}_said": ["This field is required."]}
    assert list(a_form(**{f"{key}_said": "perhaps"}).errors) == [f"{key}_said"]


@pytest.mark.parametrize(("name", "value"), [("name", ""), ("name", "x" * 121), ("title", " "), ("title", "x" * 121)])
def test_who_signs_is_named_with_a_position(name, value):
    assert list(a_form(**{name: value}).errors) == [name]


def test_nobody_signs_without_saying_that_they_do():
    assert list(a_form(sure="").errors) == ["sure"]


def test_a_programmes_own_question_may_be_left_empty_and_holds_five_hundred_letters():
    letter = a_letter(questions=[OWN])
    assert said(a_form(letter))["best"] == Answer(key="best", said=Said.NOTHING)
    answer = said(a_form(letter, best_note=f"  {'x' * 500}  "))["best"]
    assert (answer.said, answer.note) == (Said.VALUE, "x" * 500)
    assert list(a_form(letter, best_note="x" * 501).errors) == ["best_note"]
    assert [str(note.label) for note in a_form(letter).notes()] == ["The best contact"]


def test_a_programmes_own_question_is_asked_in_the_readers_language():
    translations = {"fr": {"The best contact": "Le meilleur contact"}}
    letter = a_letter(questions=[OWN], translations=translations)
    labels = {}
    for language in ("en", "fr"):
        with translation.override(language):
            labels[language] = [str(note.label) for note in a_form(letter).notes()]
    assert labels == {"en": ["The best contact"], "fr": ["Le meilleur contact"]}


def test_the_page_has_a_row_for_each_figure_with_its_unit():
    rows = list(a_form(a_letter("JPY", questions=[OWN])).rows())
    assert [row["question"].key for row in rows] == KEYS
    assert [row["unit"] for row in rows[:3]] == ["JPY"] * 3
    assert {row["unit"] for row in rows[3:]} == {""}


# Drafts


def test_a_draft_is_what_was_typed_right_or_wrong_but_for_the_signature():
    form = a_form(revenue_said="value", revenue_value="a lot", sure="on", name=" Ada ")
    draft = form.typed()
    assert (draft["revenue_value"], draft["name"], "sure" in draft) == ("a lot", " Ada ", False)
    again = LetterForm(letter=a_letter(draft=draft))
    assert 'value="a lot"' in str(again["revenue_value"])
    assert 'value=" Ada "' in str(again["name"])


@given(st.dictionaries(st.sampled_from([f"{key}_value" for key in KEYS] + ["name", "other"]), st.text(max_size=900)))
def test_a_draft_holds_the_forms_own_fields_each_of_at_most_five_hundred_letters(typed):
    draft = LetterForm(typed, letter=a_letter()).typed()
    assert set(draft) == set(LetterForm(letter=a_letter()).fields) - {"sure"}
    assert all(draft[name] == typed[name][:500] for name in set(typed) & set(draft))
    assert max(map(len, draft.values())) <= 500


@given(st.lists(st.tuples(st.sampled_from(Said.values), st.integers(0, 10**6)), min_size=7, max_size=7))
def test_whatever_is_said_each_question_is_answered_once_and_only_figures_count(answers):
    typed = {}
    for key, (how, number) in zip(KEYS, answers, strict=True):
        typed |= {f"{key}_said": how, f"{key}_value": str(number)}
    found = a_form(**typed)
    assert found.is_valid(), found.errors
    assert [answer.key for answer in found.answers()] == KEYS
    for answer, (how, number) in zip(found.answers(), answers, strict=True):
        units = 100 if answer.key in MONEYS else 1
        assert (answer.said, answer.value) == (how, number * units if how == Said.VALUE else 0)


# Corrections


@pytest.mark.parametrize(("currency", "typed"), [("CAD", "1250.50"), ("JPY", "1250"), ("KWD", "1250.125")])
def test_a_correction_begins_from_what_was_signed_and_says_the_same_again(currency, typed):
    letter = a_letter(currency, questions=[OWN], draft={"revenue_value": "1", "name": "Somebody"})
    typed = {
        "revenue_said": "value",
        "revenue_value": typed,
        "revenue_anyway": "mostly",
        "hires_said": "value",
        "hires_value": "3",
        "markets_said": "withheld",
        "best_note": "A port master",
    }
    first = a_form(letter, **typed)
    assert first.is_valid(), first.errors
    content = {"answers": [asdict(answer) for answer in first.answers()], "signer": ["Ada", "CEO"]}
    shown = LetterForm(letter=letter, signed=SealedText(document=content))
    sent = {name: shown.get_initial_for_field(field, name) for name, field in shown.fields.items()}
    again = LetterForm({**sent, "sure": "on"}, letter=letter)
    assert again.is_valid(), again.errors
    assert again.answers() == first.answers()
    assert (again.cleaned_data["name"], again.cleaned_data["title"]) == ("Ada", "CEO")
