"""Words that look like other words: letters of several scripts in one word, and what a word looks like to a reader.

Which letters look alike is Unicode's list (confusables.txt, UTS #39), as the package confusable-homoglyphs carries it.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from confusable_homoglyphs import categories, confusables

from ground.words.folding import folded

_SHARED: Final = {"COMMON", "INHERITED", "UNKNOWN"}
# Scripts that are written together in one word (UTS #39, 5.1, "highly restrictive").
_TOGETHER: Final = (
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "BOPOMOFO"},
    {"LATIN", "HAN", "HANGUL"},
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_SIGNS: Final = str.maketrans(
    {"0": "o", "1": "i", "l": "i", "|": "i", "!": "i", "3": "e", "5": "s", "$": "s", "@": "a"}
)


# Letters in a ring or a box, white on black, and those that make flags: they have no plain form in Unicode.
_BOXED: Final = {first + at: chr(ord("a") + at) for first in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)}


def mixes_likenesses(text: str) -> bool:
    """A word holds letters of scripts that are not written together, and one of them looks like the other's."""
    return any(_deceives(word) for word in _WORD.findall(unicodedata.normalize("NFC", text)))


def skeleton(text: str) -> str:
    """What a reader takes it for: folded, each letter that looks like a Latin one as that, signs as letters."""
    seen = "".join(map(_latin, unboxed(text)))
    return folded(seen).translate(_SIGNS).replace("rn", "m").replace("vv", "w")


def unboxed(text: str) -> str:
    """Letters in their plain form: wide, bold, small, in rings and boxes."""
    return unicodedata.normalize("NFKC", text).translate(_BOXED)


def _deceives(word: str) -> bool:
    written = [_script(letter) for letter in word if _script(letter) not in _SHARED]
    scripts = set(written)
    if len(scripts) < 2 or any(scripts <= together for together in _TOGETHER):
        return False
    own = {script for script in scripts if 2 * written.count(script) >= len(written)} or scripts
    return any(_looks_like(letter, own - {_script(letter)}) for letter in word)


def _looks_like(letter: str, scripts: set[str]) -> bool:
    return any(_script(other) in scripts for case in (letter, letter.lower(), letter.upper()) for other in _like(case))


@lru_cache(maxsize=4096)
def _latin(letter: str) -> str:
    """The Latin letter that it looks like, if it looks like one and is none."""
    if letter < "\x80" or _script(letter) == "HAN":
        return letter
    like = [other for case in (letter, letter.lower()) for other in _like(case) if other.isascii() and other.isalnum()]
    return like[0].lower() if like else letter


@lru_cache(maxsize=4096)
def _like(letter: str) -> tuple[str, ...]:
    return tuple(found["c"] for found in confusables.confusables_data.get(letter, ()) if len(found["c"]) == 1)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return str(categories.alias(letter))
