import pytest

from ground.words.renaming import renamed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ana · Bo", "X · Bo"),
        ("@Ana, and @Anabel", "@X, and @Anabel"),
        ("Analysis 2026 with Ana’s team", "Analysis 2026 with X’s team"),
        ("Diana", "Diana"),
        ("Ana#7 Ana", "X#7 X"),
        ("", ""),
    ],
)
def test_a_name_goes_where_it_stands_alone(text, left):
    assert renamed(text, "Ana", "X") == left


def test_signs_of_a_name_are_no_pattern_and_no_name_changes_nothing():
    assert renamed("A.B (x) \\1 AxB (x)", "A.B (x)", r"\1") == r"\1 \1 AxB (x)"
    assert renamed("as it was", "", "X") == "as it was"
