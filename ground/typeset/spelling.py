"""Text as our fonts can set it: whole where they have its letters; else in Latin letters between brackets, and said so.

What has no ink is left out, joiners and simple marks of direction excepted: a mark that turns a whole line would only
mislead. A word too long for a line may be broken.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from anyascii import anyascii

from ground.typeset.fonts import INKLESS, is_drawn
from ground.words.letters import is_unseen

_JOINER: Final = "\u200d"
_LINE_ENDS: Final = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_MAY_BREAK: Final = "\u200b"
LONGEST: Final = 30
"""Letters that stand together without a place to break; then one is made."""


class Speller:
    """Spells many texts, and remembers whether any letter of them was missing."""

    def __init__(self) -> None:
        self.lacks = False

    def spelt(self, data: Any) -> Any:
        """The same data, each text of it as it can be set."""
        if isinstance(data, str):
            return self.text(data)
        if isinstance(data, Mapping):
            return {key: self.spelt(value) for key, value in data.items()}
        if isinstance(data, Sequence):
            return [self.spelt(value) for value in data]
        return data

    def text(self, text: str) -> str:
        return "\n".join(self._line(line) for line in _lines(text))

    def _line(self, line: str) -> str:
        parts = []
        for drawn, run in groupby(_clusters(line), key=is_drawn):
            clusters = list(run)
            self.lacks = self.lacks or not drawn
            parts.append("".join(clusters) if drawn else f"[{_in_latin(''.join(clusters))}]")
        return _breakable("".join(parts))


def _lines(text: str) -> list[str]:
    for end in ("\r\n", *_LINE_ENDS):
        text = text.replace(end, "\n")
    return text.replace("\t", " ").split("\n")


def _clusters(line: str) -> Iterator[str]:
    """A letter with the marks on it and what is joined to it."""
    cluster = ""
    for letter in line:
        if is_unseen(letter) and letter not in INKLESS and unicodedata.category(letter) != "Co":
            continue
        belongs = unicodedata.category(letter)[0] == "M" or letter in INKLESS or cluster.endswith(_JOINER)
        if cluster and not belongs:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _in_latin(letters: str) -> str:
    said = "".join(anyascii(letter) or f" U+{ord(letter):04X} " for letter in letters)
    return " ".join(said.split())


def _breakable(line: str) -> str:
    """Words keep their letters; only those longer than any word have places to break."""
    return " ".join(word if len(word) <= LONGEST else _broken(word) for word in line.split(" "))


def _broken(word: str) -> str:
    clusters = list(_clusters(word))
    return _MAY_BREAK.join("".join(clusters[at : at + LONGEST]) for at in range(0, len(clusters), LONGEST))
