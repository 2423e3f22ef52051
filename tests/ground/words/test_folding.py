import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.words.folding import folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Møller", "moller"),
        ("Straße", "strasse"),
        ("ÆON Œuvre", "aeon oeuvre"),
        ("Łódź", "lodz"),
        ("Đặng Thị", "dang thi"),
        ("İstanbul", "istanbul"),
        ("Þór", "thor"),
        ("O’Brien ʻOkina", "o'brien 'okina"),
        ("Ελλάδα", "ελλαδα"),
        ("مُحَمَّد", "محمد"),
        ("ＦＵＬＬ ﬁrm", "full firm"),
        ("C++", "c++"),
        ("Ŋ ĳ", "ng ij"),
    ],
)
def test_case_accents_and_ligatures_are_set_aside(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize("text", ["上海", "मार्को", "กรุงเทพ", "が", "한국"])
def test_letters_of_other_scripts_stay_whole(text):
    assert folded(text) == text


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert folded(folded(text)) == folded(text)
