import pytest

from ground.words.cells import harmless


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "−", "﹣", "﹢", "﹦"])
@pytest.mark.parametrize("before", ["", " ", "\u200b", "\ufeff", "\u2060", "\u00a0", "\u3164\u200b ", "\ufe0f"])
def test_what_a_spreadsheet_may_take_for_a_formula_is_words(before, sign):
    assert harmless(f"{before}{sign}SUM(A1)") == f"'{before}{sign}SUM(A1)"


@pytest.mark.parametrize("cell", ["\tx", "\rx", "\nx"])
def test_a_cell_that_begins_another_is_words(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Rosa", "", "3M", "a=b", "李", "“=1”", "\u200bRosa"])
def test_other_cells_stay(cell):
    assert harmless(cell) == cell
