"""Pieces that are drawn very often, each from its template: drawn once for each language and shape, then only filled.

    patterns.fill("network/forums/_post.html", {"who": author.name, "html": kept}, is_best=True)

The template is a template like any other; its values stand in it as `{{ who }}`, outside of conditions and filters, and
whatever decides how it looks is part of its shape. What stands there for some rows only, or several times, is a part:

    {% part "city" %}<span>{{ city }}</span>{% endpart %}

It is left out where its value is nothing, and stands once for each of a list: of the words, or of the values by name.
Values are escaped as a template would.
"""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final
from urllib.parse import quote

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Characters of private use, which no template has: what stands between two is a value's name, a part's begin or end.
_MARK: Final = "\ue000"
_BEGIN: Final = "\ue001"
_END: Final = "\ue002"
_STAND_IN: Final = 7_000_000_000_000_000_007
_STAND_IN_WORD: Final = "stand-in-of-a-word"
_BREAKS: Final = re.compile(r"\s*\n\s*")
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Place:
    name: str


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    pieces: "_Pieces"


_Pieces = tuple[str | _Place | _Part, ...]


def fill(template: str, values: Values, **shape: Hashable) -> SafeString:
    """The template with these values. `shape` has few forms: for each of them the template is drawn and kept."""
    filled: list[str] = []
    _fill(_pieces(template, get_language(), tuple(shape.items())), values, filled)
    return SafeString("".join(filled))


def address(route: str, key: int | str) -> str:
    """The address of a route that takes one number, or one word."""
    if type(key) is int:
        before, after = _around(route, _STAND_IN)
        return f"{before}{key}{after}"
    before, after = _around(route, _STAND_IN_WORD)
    return f"{before}{quote(str(key), safe='')}{after}"


def part(name: str, drawn: str) -> SafeString:
    """What a template writes for a part."""
    return SafeString(f"{_MARK}{_BEGIN}{name}{_MARK}{drawn}{_MARK}{_END}{name}{_MARK}")


@cache
def _around(route: str, stand_in: int | str) -> tuple[str, ...]:
    return tuple(reverse(route, args=[stand_in]).split(str(stand_in)))


def _fill(pieces: _Pieces, values: Values, filled: list[str]) -> None:
    for piece in pieces:
        if type(piece) is str:
            filled.append(piece)
        elif type(piece) is _Place:
            value = values[piece.name]
            filled.append(str(value) if type(value) is int else conditional_escape(value))
        elif type(piece) is _Part:
            given = values[piece.name]
            for inner in given if type(given) is list else [values] if given else ():
                _fill(piece.pieces, inner if isinstance(inner, Mapping) else {piece.name: inner}, filled)


class _Marks(dict[str, Any]):
    """Every name that a template asks for, but what Django knows and the shape says, is a value's."""

    def __contains__(self, name: object) -> bool:
        return name not in ("True", "False", "None")

    def __missing__(self, name: str) -> SafeString:
        return SafeString(f"{_MARK}{name}{_MARK}")


@lru_cache(maxsize=1024)
def _pieces(template: str, language: str | None, shape: tuple[tuple[str, Hashable], ...]) -> _Pieces:
    """What always stands there, and between that the places of values. What lines are indented with is left out."""
    drawn = render_to_string(template, _Marks(shape)).strip()
    return _read(iter(_BREAKS.sub("\n", drawn).split(_MARK)), "")


def _read(said: Iterator[str], part_of: str) -> _Pieces:
    """Text and marks by turns, up to the end of the part that is read."""
    pieces: list[str | _Place | _Part] = [next(said)]
    for mark in said:
        if mark == _END + part_of:
            break
        if mark[0] == _BEGIN:
            pieces.append(_Part(mark[1:], _read(said, mark[1:])))
        else:
            pieces.append(_Place(mark))
        pieces.append(next(said))
    return tuple(piece for piece in pieces if piece)
