"""Cells of exports: what a spreadsheet would take for a formula is made words (OWASP, CSV injection)."""

import unicodedata
from typing import Final

from ground.words.letters import is_space, is_unseen

_DANGEROUS: Final = ("=", "+", "-", "@", "|", "%")


def harmless(cell: object) -> str:
    """The cell as words. A spreadsheet may skip what is unseen before a sign, and read wide signs as narrow ones."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("\t", "\r", "\n") or _begins(text).startswith(_DANGEROUS) else text


def _begins(text: str) -> str:
    """The first letter that can be seen, as it is on an English keyboard."""
    first = next((letter for letter in text if not (is_space(letter) or is_unseen(letter))), "")
    plain = unicodedata.normalize("NFKC", first)
    return "-" if unicodedata.category(plain[:1] or " ") == "Pd" or plain[:1] == "\u2212" else plain
