"""Whether a browser can read a script: what it cannot, it leaves out whole, with all that is joined to it."""

from __future__ import annotations

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))


def unreadable(text: str) -> list[int]:
    """The lines, counted from 1, at which the grammar of JavaScript ends."""
    return sorted({node.start_point.row + 1 for node in _ends(_PARSER.parse(text.encode()).root_node)})


def _ends(node: Node) -> list[Node]:
    if not node.has_error:
        return []
    deeper = [end for child in node.children for end in _ends(child)]
    return deeper or [node]
