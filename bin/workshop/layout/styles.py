"""Lays a style sheet out: a rule on one line where it fits into 120 columns, else a declaration on each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

WIDTH = 120
STEP = "  "
QUOTED = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)


@dataclass
class Piece:
    """A comment, a statement that ends in a semicolon, or a rule that holds others. `apart`: a blank line before it."""

    head: str
    apart: bool
    body: list[Piece] | None = None
    beside: bool = field(default=False)


def laid_out(source: str) -> str:
    pieces, _ = _pieces(source, 0)
    return "\n".join(_lines(pieces, "")).strip("\n") + "\n"


def _pieces(source: str, at: int) -> tuple[list[Piece], int]:
    """What stands in a sheet or a rule, up to its end."""
    found: list[Piece] = []
    while True:
        start = at
        at = _after_space(source, at)
        apart = source[start:at].count("\n") > 1 and bool(found)
        if at >= len(source) or source[at] == "}":
            return found, at + 1
        if source.startswith("/*", at):
            end = source.index("*/", at) + 2
            beside = bool(found) and "\n" not in source[start:at]
            found.append(Piece(source[at:end], apart, beside=beside))
            at = end
            continue
        end = _end(source, at, "{;}")
        head = _spaced(source[at:end])
        if end < len(source) and source[end] == "{":
            body, at = _pieces(source, end + 1)
            found.append(Piece(head, apart, body))
        else:
            found.append(Piece(f"{head};", apart))
            at = end + (end < len(source) and source[end] == ";")


def _lines(pieces: list[Piece], indent: str) -> Iterator[str]:
    held: str | None = None
    for piece in pieces:
        if piece.beside and held is not None and len(f"{held} {piece.head}") <= WIDTH:
            held = f"{held} {piece.head}"
            continue
        if held is not None:
            yield held
        if piece.apart:
            yield ""
        *before, held = _piece(piece, indent)
        yield from before
    if held is not None:
        yield held


def _piece(piece: Piece, indent: str) -> list[str]:
    if (flat := _flat(piece)) is not None and len(indent + flat) <= WIDTH:
        return [indent + flat]
    if piece.body is None:
        return _broken(piece.head, indent)
    *before, last = _broken(f"{piece.head} {{", indent)
    return [*before, last, *_lines(piece.body, indent + STEP), indent + "}"]


def _flat(piece: Piece) -> str | None:
    """A piece on one line; None for what needs several: a comment in it, or a rule beside another in it."""
    if piece.body is None:
        return None if "\n" in piece.head else piece.head
    holds_rules = any(one.body is not None for one in piece.body)
    if (holds_rules and len(piece.body) > 1) or any(one.head.startswith("/*") for one in piece.body):
        return None
    inner = [_flat(one) for one in piece.body]
    words = [one for one in inner if one is not None]
    return f"{piece.head} {{ {' '.join(words)} }}" if len(words) == len(inner) else None


def _broken(head: str, indent: str) -> list[str]:
    """A long head or declaration, broken behind its commas, else between its words."""
    if len(indent + head) <= WIDTH or head.startswith("/*"):
        return [indent + head]
    lines, line = [], indent
    for word in _split(head, ",") if _split(head, ",")[1:] else _split(head, " "):
        if line.strip() and len(f"{line}{word}".rstrip()) > WIDTH:
            lines.append(line.rstrip())
            line = indent + STEP * 2
        line += word.lstrip() if not line.strip() else word
    return [*lines, line.rstrip()]


def _split(text: str, mark: str) -> list[str]:
    """Cut behind each `mark` that stands in no bracket and no quotation."""
    cut, start, at = [], 0, 0
    while (at := _end(text, at, mark)) < len(text):
        cut.append(text[start : at + 1])
        start = at = at + 1
    return [*cut, text[start:]] if text[start:] else cut


def _end(source: str, at: int, marks: str) -> int:
    """The next of `marks` outside of brackets, quotations and comments."""
    deep = 0
    while at < len(source):
        if quoted := QUOTED.match(source, at):
            at = quoted.end()
            continue
        letter = source[at]
        if letter in marks and not deep:
            return at
        deep += (letter in "([") - (letter in ")]")
        at += 1
    return at


def _after_space(source: str, at: int) -> int:
    while at < len(source) and source[at].isspace():
        at += 1
    return at


def _spaced(head: str) -> str:
    """With one space where there were several; what is quoted stays."""
    parts = re.split(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", head)
    return "".join(part if index % 2 else re.sub(r"\s+", " ", part) for index, part in enumerate(parts)).strip()
