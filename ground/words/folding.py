"""Folded words: what remains of text when case, accents and ligatures are set aside, for finding and ordering.

Møller is found by `moller`, Straße by `strasse`, Ångström by `angstrom`. Only Latin letters are spelt out: the words
of other scripts keep their letters, without the marks that may be left out (Arabic vowels, Greek accents).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

# Latin letters without a decomposition, and those whose plain spelling anyascii gives otherwise than people type.
_SPELT: Final = {"ø": "o", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼʻʹ`´＇", "'"))
# Scripts whose marks are letters of their own (vowels of Devanagari, Thai, Tamil…): taking them away takes the word.
_VARIED: Final = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)


def folded(text: str) -> str:
    """`text` without case, accents and ligatures; its spaces, digits and signs as they are."""
    bare = _VARIED.sub("", unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold())
    return unicodedata.normalize("NFC", "".join(map(_plain, bare)))


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter < "\x80" or letter in _SPELT:
        return _SPELT.get(letter, letter)
    if unicodedata.category(letter)[0] == "L" and unicodedata.name(letter, "").startswith("LATIN"):
        return anyascii(letter).casefold() or letter
    return letter
