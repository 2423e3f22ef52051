"""Who is named: an @ in what a text says itself, not in code, in a link or in a quotation, and the name behind it.

Written `@Rosa Quispe#17`, as the picker does, it means the member with this number; without the number, the one
whose name it is. What is shown is the name alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it.token import Token

from ground.words.letters import goes_on

MOST: Final = 20
LONGEST: Final = 160
_ENDINGS: Final = 40
_AT: Final = re.compile(r"(?<![\w@])@(?=[^\s@])")
_NUMBER: Final = re.compile(r"#(\d{1,12})(?!\w)")


@dataclass(frozen=True, slots=True)
class Ending:
    """One way to end the name that a call begins: the name, and the number behind it where there is one."""

    name: str
    number: int | None
    length: int


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a call means: how many letters of it, behind the @, are the name, and what stands there instead."""

    length: int
    name: str
    address: str


def calls_of(tokens: Sequence[Token]) -> "list[str]":
    """What stands behind each @ of a parsed text, in order."""
    return [words for child in _said(tokens) for words in _calls(child.content)][:MOST]


def endings(call: str) -> list[Ending]:
    """Every way to end the name before a letter that is none, the longest first."""
    ends = [at for at in range(1, len(call) + 1) if not _within(call, at) and not call[at - 1].isspace()]
    return [_ending(call, at) for at in reversed(ends[:_ENDINGS])]


def link(tokens: Sequence[Token], named: Mapping[int, Named]) -> None:
    """Make links of the calls with these places in `calls_of`."""
    place = 0
    for block in tokens if named else ():
        if block.children and not block.meta.get("quoted"):
            block.children, place = _linked(block.children, named, place)


def _linked(children: list[Token], named: Mapping[int, Named], place: int) -> tuple[list[Token], int]:
    found: list[Token] = []
    for child, inside in _with_depth(children):
        if child.type != "text" or inside:
            found.append(child)
            continue
        found += _split(child.content, named, place)
        place += len(_calls(child.content))
    return found, place


def _split(text: str, named: Mapping[int, Named], place: int) -> list[Token]:
    tokens: list[Token] = []
    done = 0
    for number, match in enumerate(_AT.finditer(text), place):
        if (hit := named.get(number)) and match.start() >= done:
            tokens += [_text(text[done : match.start()]), *_link(hit)]
            done = match.end() + hit.length
    return [*tokens, _text(text[done:])]


def _said(tokens: Sequence[Token]) -> "list[Token]":
    """The text of the writer's own: what is quoted is marked, for `link` to pass over too."""
    said: list[Token] = []
    quotes = 0
    for block in tokens:
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(block.type, 0)
        if quotes and block.type == "inline":
            block.meta["quoted"] = True
        if not quotes:
            said += [
                child for child, inside in _with_depth(block.children or []) if child.type == "text" and not inside
            ]
    return said


def _with_depth(children: list[Token]) -> "list[tuple[Token, int]]":
    """Each token, with how many links it stands in."""
    inside = 0
    found: list[tuple[Token, int]] = []
    for child in children:
        inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        found.append((child, inside))
    return found


def _calls(text: str) -> list[str]:
    return [text[match.end() : match.end() + LONGEST] for match in _AT.finditer(text)]


def _within(call: str, at: int) -> bool:
    return at < len(call) and goes_on(call[at])


def _ending(call: str, at: int) -> Ending:
    number = _NUMBER.match(call, at)
    return Ending(call[:at], int(number[1]) if number else None, number.end() if number else at)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(hit: Named) -> list[Token]:
    opened = Token("link_open", "a", 1, attrs={"href": hit.address, "class": "mention"})
    return [opened, _text(f"@{hit.name}"), Token("link_close", "a", -1)]
