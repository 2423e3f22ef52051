import re
from pathlib import Path

from fontTools.ttLib import TTFont

from config import fonts

SHEET = Path(__file__).parents[2] / "static" / "css" / "tokens.css"


def test_the_first_part_is_light_and_both_have_every_letter_of_the_font():
    room = fonts._cut()
    letters = {part: set(TTFont(room / part).getBestCmap()) for part in fonts.PARTS}
    assert (room / fonts.PARTS[0]).stat().st_size < 32_000
    assert letters[fonts.PARTS[0]] | letters[fonts.PARTS[1]] == set(TTFont(fonts.SOURCE).getBestCmap())
    assert letters[fonts.PARTS[0]] >= set(map(ord, "AZaz09éÅßñŁžœ—“”’…€ "))
    assert letters[fonts.PARTS[1]] >= set(map(ord, "ЖиИ"))


def test_weights_and_figures_of_one_width_are_kept():
    font = TTFont(fonts._cut() / fonts.PARTS[0])
    assert (font["fvar"].axes[0].minValue, font["fvar"].axes[0].maxValue) == (200, 800)
    assert "tnum" in {one.FeatureTag for one in font["GSUB"].table.FeatureList.FeatureRecord}


def test_the_sheet_asks_for_each_letter_in_one_part():
    ranges = [said_in(text) for text in re.findall(r"unicode-range: ([^;]+);", SHEET.read_text())]
    assert ranges[0] == set(fonts.WESTERN)
    assert ranges[0] & ranges[1] == set()
    line_end = {0x0D}
    assert set(TTFont(fonts.SOURCE).getBestCmap()) - line_end <= ranges[0] | ranges[1]


def said_in(text):
    found = set()
    for part in text.split(","):
        first, _dash, last = part.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found
