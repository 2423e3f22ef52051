"""Vocabularies: registered once each, and every registered word can be asked and answered."""

import pytest

from ground.eligibility import vocabulary
from ground.eligibility.operators import operators_of
from ground.eligibility.vocabulary import Vocabulary, Word, nearest, register, registered
from tests.ground.eligibility.loans import LOANS


@pytest.fixture
def nothing_registered(monkeypatch):
    monkeypatch.setattr(vocabulary, "_registered", {})


def test_an_area_registers_its_words_once(nothing_registered):
    words = register("loans", LOANS.values())

    assert (list(words), words["crew"].unit, registered()) == (list(LOANS), "heads", [words])
    with pytest.raises(ValueError, match="called loans already"):
        register("loans", LOANS.values())


def test_a_word_is_given_once():
    word = Word(name="crew", kind="number", label="Crew", source="muster", how="Say it.")
    with pytest.raises(ValueError, match="has a word twice"):
        Vocabulary("loans", (word, word))


def test_a_form_asks_by_the_question_and_else_by_the_label():
    assert (LOANS["goods"].asked, LOANS["flag"].asked) == ("What does she carry?", "Flag")


def test_every_word_of_the_house_has_an_operator_and_says_where_its_value_is_given():
    words = [word for listed in registered() for word in listed.values()]
    assert words
    assert [word.name for word in words if not operators_of(word) or not str(word.how) or not word.source] == []


@pytest.mark.parametrize(("wrong", "meant"), [("crw", "crew"), ("zzz", None)])
def test_a_slip_is_taken_for_the_nearest_word(wrong, meant):
    assert nearest(wrong, list(LOANS)) == meant
