import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.words import searching
from ground.words.searching import asked, for_index, stem, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tide  models", ["tide", "models"]),
        ('"tide* NEAR(x)', ["tide", "near", "x"]),
        ("شركة البحر", ["شركة", "البحر"]),
        ("O'Neil", ["o", "neil"]),
        ("\x00🚢%", []),
        ("नमस्ते", ["नमस्ते"]),
        ("C++ and C#, not C", ["cplusplus", "and", "csharp", "not", "c"]),
        ("C++17 in .NET", ["cplusplus", "17", "in", "dotnet"]),
        ("abc# #c a+b", ["abc", "c", "a", "b"]),
        ("Møller, Straße", ["moller", "strasse"]),
        ("上海市のABC株式会社", ["上海市の", "abc", "株式会社"]),
    ],
)
def test_the_words_of_a_text(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    "alike",
    [
        ("invoice", "invoices"),
        ("company", "companies"),
        ("class", "classes"),
        ("box", "boxes"),
        ("match", "matches"),
        ("cache", "caches"),
        ("bus", "buses"),
        ("journal", "journaux"),
        ("bateau", "bateaux"),
        ("facture", "factures"),
        ("entreprise", "entreprises"),
        ("partie", "parties"),
        ("cliente", "clientes"),
        ("nacion", "naciones"),
        ("tie", "ties"),
        ("ad", "ads"),
    ],
)
def test_one_and_several_meet(alike):
    assert len({stem(word) for word in alike}) == 1


@pytest.mark.parametrize(
    ("word", "kept"), [("analysis", "analysis"), ("status", "status"), ("gas1", "gas1"), ("море", "море")]
)
def test_what_is_no_plural_stays(word, kept):
    assert stem(word) == kept


def test_only_the_last_word_may_be_a_beginning():
    assert [(one.word, one.may_go_on) for one in asked("coastal por")] == [("coastal", False), ("por", True)]
    assert [one.word for one in asked("上海市")] == ["上海", "海市"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("tide", True),
        ("tides por", True),
        ("port analy", True),
        ("por tide", False),
        ("wrack", True),
        ("oast", False),
        ("上海", True),
        ("海上", False),
        ("c++", True),
        ("c", False),
    ],
)
def test_texts_without_an_index_hold_what_the_index_would_find(text, held):
    assert searching.holds(asked(text), ["Tide tables, port analytics", "上海市 C++"], ["Tidewrack"]) is held


@pytest.mark.parametrize(
    ("words", "begins"),
    [("needle", "…"), ("Needles", "…"), ("need", "…"), ("hay", "hay hay"), ("absent", "hay hay"), ("上海", "…")],
)
def test_the_piece_that_is_shown_holds_what_was_asked_for(words, begins):
    text = f"{'hay ' * 200}the Needle 在上海市 {'hay ' * 200}".strip()
    piece = searching.around(text, asked(words))
    assert piece.startswith(begins)
    assert len(piece) <= 200
    assert ("Needle" in piece) is (begins == "…")
    assert searching.around("short needle", asked("needle")) == "short needle"


@given(st.text(max_size=600), st.text(max_size=20))
def test_any_piece_of_any_text_is_short(text, words):
    assert len(searching.around(text, asked(words))) <= 200


@given(st.text(max_size=300))
def test_what_the_index_is_given_are_plain_ascii_words_whatever_the_text(text):
    for word in for_index([text], names=[text]).split():
        assert word.isascii()
        assert word.isalnum()
        assert len(word) < 400
    assert len(asked(text)) <= 200


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Lo"]), min_size=1, max_size=20))
def test_a_word_finds_the_text_that_holds_it(word):
    kept = set(for_index([word]).split())
    assert {searching.token(one.stem) for one in asked(word)} <= kept
