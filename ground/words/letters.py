"""Letters that nobody sees (fillers, blanks, joiners, selectors, marks of direction), and marks that pile up."""

import re
import unicodedata
from typing import Final

JOINERS: Final = "\u200c\u200d"
MARKS_ON_A_LETTER: Final = 3
_VOWELS_ON_A_LETTER: Final = 6
# What Unicode calls default ignorable although it is no format character (DerivedCoreProperties.txt of Unicode 16.0,
# 10 September 2024), and blanks that count as letters, marks or pictures: U+2800, the Braille pattern without a dot,
# the filler of Khitan, the note without a head, the blanks of Egyptian.
_FILLERS: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0\ufffc\U00016fe4\U0001d159\U00013441\U00013442"
)
# Selectors, letters kept for ever for nothing that is seen, and code points that are no characters.
_RANGES: Final = (
    *((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF)),
    *((0xFFF0, 0xFFF8), (0xFDD0, 0xFDEF)),
)
# Where a joiner shapes what is seen: ArabicShaping.txt and IndicSyllabicCategory.txt of the same version.
_JOINED: Final = (
    *("ARABIC", "SYRIAC", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU"),
    *("KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN", "THAI", "LAO", "NKO", "ADLAM"),
)
_FLAG: Final = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")


def is_unseen(letter: str) -> bool:
    """Neither ink nor an ordinary space: a filler, a format or control character, a separator of lines."""
    code = ord(letter)
    return (
        letter in _FILLERS
        or unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
        or code & 0xFFFE == 0xFFFE
        or any(first <= code <= last for first, last in _RANGES)
    )


def is_space(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "Z"


def is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"


def is_drawn(letter: str) -> bool:
    """A letter, a digit or a picture: something to call a thing by."""
    return unicodedata.category(letter)[0] in "LN" or unicodedata.category(letter) in ("So", "Cn")


def goes_on(letter: str) -> bool:
    """A word that reaches this letter is not over: letters, their marks, digits, joiners, the underscore."""
    return letter == "_" or letter in JOINERS or unicodedata.category(letter)[0] in "LMN"


def hides(text: str) -> bool:
    """Something in it cannot be seen, and does not shape what can."""
    rest = _FLAG.sub("", text)
    return any(is_unseen(letter) and not _shapes(rest, at) for at, letter in enumerate(rest))


def piles_up(text: str) -> bool:
    """More marks on one letter than any language writes, or marks on nothing."""
    above = marks = 0
    letters = unicodedata.normalize("NFD", text)
    for letter in letters:
        within = is_mark(letter)
        marks = marks + 1 if within else 0
        above = above + (unicodedata.combining(letter) > 0 or unicodedata.category(letter) == "Me") if within else 0
        if above > MARKS_ON_A_LETTER or marks > _VOWELS_ON_A_LETTER:
            return True
    return is_mark(letters[:1] or " ")


def _shapes(text: str, at: int) -> bool:
    """A joiner within a word of a script that joins or between two emoji; the selector of a coloured emoji."""
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if text[at] == "\ufe0f":
        return unicodedata.category(before) in ("So", "Sm") or (before in "#*0123456789" and after == "\u20e3")
    if text[at] not in JOINERS:
        return False
    if unicodedata.name(before, "").startswith(_JOINED):
        return goes_on(after) or unicodedata.combining(before) == 9  # the virama: Malayalam ends names with a joiner
    return _is_picture(before) and _is_picture(after)


def _is_picture(letter: str) -> bool:
    return unicodedata.category(letter) in ("So", "Sk", "Cn") or letter == "\ufe0f"
