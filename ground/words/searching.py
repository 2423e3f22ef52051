"""Search words: what a text is found by, and what is asked for, the same whichever database does the finding.

Words are folded (`folding`) and lose the ending of their plural, so that *invoices* and *invoice* meet. Scripts without
spaces are found by their signs and pairs of signs. `C++` and `C#` are words. What the database is given is plain ASCII
words made of them, which every full-text index keeps as they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from ground.words.folding import folded

VERSION: Final = "v1"
LONGEST: Final = 40
# Asked for at once; what is beyond it is not looked for.
MOST: Final = 12
# Different words of one text: PostgreSQL takes a megabyte of them.
WIDEST: Final = 20_000
# A beginning of fewer letters than this is only looked for as a whole word.
BEGINS: Final = 2
PART: Final = 3
LOOKED_THROUGH: Final = 5_000
_WORD: Final = re.compile(r"\w+")

# Thai, Lao, Myanmar, Khmer, Kana, Han, Hangul.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003134f]+"
)
_SIGNED: Final = (
    (re.compile(r"(?<![^\W_])([a-z])\+\+(?!\+)"), r" \1plusplus "),
    (re.compile(r"(?<![^\W_])([a-z])#(?![#\w])"), r" \1sharp "),
    (re.compile(r"(?<![\w.])\.net\b"), " dotnet "),
)
_KEPT: Final = re.compile("us$|ss$|is$")


@dataclass(frozen=True, slots=True)
class Asked:
    """One word that is asked for, folded; the last may be the beginning of one. `is_part` where it is of a script
    without spaces."""

    word: str
    may_go_on: bool = False
    is_part: bool = False

    @property
    def stem(self) -> str:
        return self.word if self.is_part else stem(self.word)


def words(text: str) -> list[str]:
    """The words of a text, folded, in order; a run of signs without spaces is one."""
    plain = folded(text)
    for sign, word in _SIGNED:
        plain = sign.sub(word, plain)
    kept = "".join(letter if letter.isascii() and letter.isalnum() else _kept(letter) for letter in plain)
    return [part[:LONGEST] for word in kept.split() for part in _parts(word)]


def _kept(letter: str) -> str:
    return letter if unicodedata.category(letter)[0] in "LMN" else " "


def _parts(word: str) -> Iterator[str]:
    at = 0
    for run in _UNSPACED.finditer(word):
        yield from filter(None, (word[at : run.start()], run[0]))
        at = run.end()
    if word[at:]:
        yield word[at:]


def is_unspaced(word: str) -> bool:
    return _UNSPACED.match(word) is not None


def stem(word: str) -> str:
    """Without what English, French and Spanish add for several: invoices, companies, classes, journaux, clientes."""
    if not (word.isascii() and word.isalpha() and len(word) > PART - 1):
        return word
    if word.endswith("aux") and len(word) > PART:
        return word[:-1] if word.endswith("eaux") else f"{word[:-3]}al"
    bare = word if _KEPT.search(word) else word.removesuffix("s")
    if bare.endswith("ie"):
        return f"{bare[:-2]}y"
    return bare[:-1] if bare.endswith("e") and len(bare) > PART else bare


def asked(text: str) -> list[Asked]:
    """What is asked for: every word, of the last perhaps only the beginning."""
    found = words(text[:200])[:MOST]
    last = len(found) - 1
    return [one for at, word in enumerate(found) for one in _asked(word, at == last)]


def _asked(word: str, is_last: bool) -> list[Asked]:
    if not is_unspaced(word):
        return [Asked(word, may_go_on=is_last and len(word) >= BEGINS)]
    parts = _pairs(word) or [word]
    return [Asked(part, is_part=True) for part in parts]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def for_index(texts: Iterable[str], names: Iterable[str] = ()) -> str:
    """What the index keeps of these texts. Names are found by any part of a word too."""
    spoken = [*texts, *names]
    whole = (token for text in spoken for word in words(text) for token in _tokens(word))
    parts = (token for name in names for word in words(name) for token in _endings(word))
    return " ".join(islice(dict.fromkeys((VERSION, *whole, *parts)), WIDEST))


def holds(asked_for: Iterable[Asked], texts: Iterable[str], names: Iterable[str] = ()) -> bool:
    """Whether these texts hold every word, as the index would say: for the few that no index keeps."""
    kept = _kept_of(tuple(texts), tuple(names))
    return all(_is_held(one, kept) for one in asked_for)


@lru_cache(maxsize=2048)
def _kept_of(texts: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """The same few are looked through by every search."""
    return tuple(for_index(texts, names).split())


def _is_held(one: Asked, kept: tuple[str, ...]) -> bool:
    if token(one.stem) in kept:
        return True
    begun = [token(one.word)] if one.may_go_on else []
    parts = [part_token(one.word)] if len(one.word) >= PART and not one.is_part else []
    return any(word.startswith(beginning) for beginning in (*begun, *parts) for word in kept)


def _tokens(word: str) -> list[str]:
    if is_unspaced(word):
        return [token(part) for part in (*word, *_pairs(word))]
    return [token(stem(word))]


def _endings(word: str) -> list[str]:
    if is_unspaced(word):
        return []
    return [part_token(word[at:]) for at in range(len(word) - PART + 1)]


def token(word: str) -> str:
    """The word as the index writes it: its beginning stays the beginning."""
    return f"w{word}" if word.isascii() else f"x{word.encode().hex()}"


def part_token(word: str) -> str:
    return f"n{word}" if word.isascii() else f"m{word.encode().hex()}"


def around(text: str, asked_for: Iterable[Asked], length: int = 200) -> str:
    """A piece of a text, at most so long, with the first of the words that were asked for in it."""
    wanted = list(asked_for)
    first = (word.start() for word in _WORD.finditer(text[:LOOKED_THROUGH]) if _is_asked(word[0], wanted))
    start = max(0, next(first, 0) - length // 3)
    piece = f"…{text[start:].partition(' ')[2] or text[start:]}" if start else text
    return piece if len(piece) <= length else f"{piece[: length - 1].rstrip()}…"


def _is_asked(written: str, wanted: list[Asked]) -> bool:
    plain = folded(written)
    return any(
        one.word in plain if one.is_part else stem(plain) == one.stem or (one.may_go_on and plain.startswith(one.word))
        for one in wanted
    )
