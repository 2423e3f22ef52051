"""Letters of every script that we have a font for stay; others are written in Latin letters, and said so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.typeset.spelling import LONGEST, Speller


def spelt(text):
    speller = Speller()
    return speller.spelt(text), speller.lacks


@pytest.mark.parametrize(
    "name",
    (
        *("Zoë Ångström", "Пётр Ильич", "Ελένη", "Nguyễn Văn", "محمد عبد الله", "\u200cمی\u200cخواهم", "שלום כהן"),
        *("अमित शर्मा", "தமிழ்", "বাংলা", "สมชาย", "李小龙", "山田 太郎", "김철수", "გიორგი", "ታደሰ", "≤ 10 € → 😀"),
    ),
)
def test_what_our_fonts_have_stays_letter_for_letter(name):
    assert spelt(name) == (name, False)


def test_what_they_lack_is_written_in_latin_letters_or_by_its_number():
    assert spelt("ᏣᎳᎩ and \ue000") == ("[TsaLaGi] and [U+E000]", True)


def test_what_has_no_ink_is_left_out_and_lines_end_as_they_do():
    assert spelt("a\u202eb\x07c\u00add\r\ne\tf\u2028g") == ("abcd\ne f\ng", False)


def test_all_texts_of_the_data_are_spelt_and_nothing_else():
    data = {"words": ["ᏣᎳᎩ", ("b\x00", 3)], "yes": True, "none": None}
    assert spelt(data) == ({"words": ["[TsaLaGi]", ["b", 3]], "yes": True, "none": None}, True)


@given(st.text(alphabet="ab é李", max_size=200))
def test_a_word_that_is_too_long_may_be_broken_and_loses_nothing(text):
    said, _lacks = spelt(text)
    assert said.replace("\u200b", "") == text
    assert all(len(part) <= LONGEST for word in said.split(" ") for part in word.split("\u200b"))


@given(st.text())
def test_any_text_can_be_spelt_and_spelt_again_it_is_the_same(text):
    said, _lacks = spelt(text)
    assert spelt(said.replace("\u200b", ""))[0] == said
