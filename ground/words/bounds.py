"""What one text may cost: counted before it is parsed, so that no text keeps a process busy.

An ordinary text never comes near. One that goes over is shown as it was typed, whole or from where it goes over:
nothing that its writer said is lost.
"""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LINES: Final = 2_500
OPENERS: Final = 2_500
MARKS: Final = 3_000
MARKS_OF_A_BLOCK: Final = 1_000
CELLS: Final = 1_000
ADDRESSES: Final = 60_000
BYTES: Final = 200_000
_OPENER: Final = re.compile(r"[-+*>]|\d{1,9}[.)]")
_BEGINNING: Final = re.compile(r"^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)|>[ \t]*)+", re.MULTILINE)
_MARKS: Final = "*_~`[]<&!\\:@"


def has_room(text: str, longest: int) -> bool:
    """Short enough, in few enough lines, lists and quotations, to be parsed at all."""
    if len(text) > longest or text.count("\n") + text.count("\r") > LINES:
        return False
    return sum(len(_OPENER.findall(begun[0])) for begun in _BEGINNING.finditer(text)) <= OPENERS


def has_room_for_addresses(tokens: Sequence[Token]) -> bool:
    """One long address, used by name again and again, makes a page of megabytes out of a short text."""
    children = [child for token in tokens for child in token.children or ()]
    return sum(len(str(child.attrs.get("href", ""))) for child in children if child.attrs) <= ADDRESSES


def inline(state: StateCore) -> None:
    """In the place of markdown-it's own rule: what has too many marks keeps them as letters."""
    left = MARKS
    for token in state.tokens:
        if token.type == "inline":
            marks = sum(map(token.content.count, _MARKS))
            affordable = marks <= min(left, MARKS_OF_A_BLOCK)
            left -= marks if affordable else 0
            parser = state.md.inline if affordable else _bare
            token.children = parser.parse(token.content, state.md, state.env, [])


def bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table of as many rows as the text has cells left; the rows behind it are text."""
    left = state.env.setdefault("cells", CELLS)
    columns = state.src.count("|", state.bMarks[start], state.eMarks[start]) + 1
    rows = left // columns - 1
    if rows < 1 or not table(state, start, min(end, start + 1 + rows), silent):
        return False
    if not silent:
        state.env["cells"] = left - columns * (state.line - start)
    return True


def _bare_parser() -> ParserInline:
    parser = ParserInline()
    parser.ruler.enableOnly(["text", "newline"])
    parser.ruler2.enableOnly(["fragments_join"])
    return parser


_bare: Final = _bare_parser()
