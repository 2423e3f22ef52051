"""Letters that nobody sees: fillers, blanks, joiners, selectors and marks of direction, of which `names` admits few."""

import unicodedata
from typing import Final

JOINERS: Final = "\u200c\u200d"
# What Unicode calls default ignorable although it is no format character, and two blanks that count as letters:
# DerivedCoreProperties.txt of Unicode 16.0 (10 September 2024), and U+2800, the Braille pattern without a dot.
_FILLERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
_SELECTORS: Final = ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF))


def is_unseen(letter: str) -> bool:
    """Neither ink nor an ordinary space: a filler, a format or control character, a separator of lines."""
    code = ord(letter)
    return (
        letter in _FILLERS
        or unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")
        or any(first <= code <= last for first, last in _SELECTORS)
    )


def is_space(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "Z"


def goes_on(letter: str) -> bool:
    """A word that reaches this letter is not over: letters, their marks, digits, joiners, the underscore."""
    return letter == "_" or letter in JOINERS or unicodedata.category(letter)[0] in "LMN"
