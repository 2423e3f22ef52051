"""Where white space between tags shows on the page, and where it does not.

Beside a block it does not; nor between the children of what the sheets lay out as flex or grid. An element that a sheet
asks to be `:empty` holds none at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from workshop.layout.scan import parts
from workshop.layout.tree import Block, Element, Leaf, Node, Space, tree

BLOCKS = {
    "html", "head", "body", "header", "footer", "main", "nav", "section", "article", "aside", "div", "p", "ul",
    "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "form", "fieldset", "legend", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary", "blockquote", "figure",
    "figcaption", "hr", "br", "pre", "title", "meta", "link", "script", "style", "template", "dialog", "option",
    "select", "optgroup", "address", "g", "path", "circle", "rect", "line",
}  # fmt: skip
ROOMY = {
    "html", "head", "body", "ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "select", "optgroup", "svg",
    "g",
}  # fmt: skip
# Inline outside, but what stands at their inner edges shows no space.
BOXES = {"button", "select", "svg", "noscript"}
VERBATIM = {"pre", "textarea", "script", "style"}
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
EMPTY = re.compile(r"\.([\w-]+)(?:\[[^\]]*\])?:empty")
NAMES = re.compile(r"[.\w-]+")
CLASSES = re.compile(r"""\bclass=(["'])(.*)""", re.DOTALL)
SILENT = {"load", "extends", "url", "place", "get_current_language", "csrf_token"}
INCLUDED = re.compile(r"""\{%\s*include\s+["']([^"']+)""")
NAMED = re.compile(r"\b(as \w+|asvar .*)\s*%\}$")


@dataclass(frozen=True)
class Rule:
    """A selector as far as we read it: the names of its last part (`.who`, `a`), and what must stand around it."""

    names: frozenset[str]
    around: frozenset[str]

    def covers(self, names: set[str], around: frozenset[str]) -> bool:
        return self.names <= names and self.around <= around


@dataclass(frozen=True)
class Sheets:
    roomy: tuple[Rule, ...]
    boxes: tuple[Rule, ...]
    empty: frozenset[str]
    verbatim: frozenset[str] = frozenset({"asis", "mail-text"})
    # The pieces that are blocks.
    pieces: frozenset[str] = frozenset()

    def tree(self, name: str, text: str) -> list[Node]:
        """A template as a tree. A piece is called after where it stands: _rail in what has the class rail."""
        nodes = tree(parts(text))
        self.mark(nodes, frozenset({f".{name[1:]}"}) if name.startswith("_") else frozenset())
        return nodes

    def mark(self, nodes: Iterable[Node], around: frozenset[str] = frozenset(), *, is_item: bool = False) -> None:
        """Tell every element in `nodes` what becomes of white space in it. `is_item`: a child of flex or grid."""
        for node in nodes:
            if isinstance(node, Block):
                for tag, inner in node.branches:
                    self.mark(inner, around | _blocks(tag), is_item=is_item)
            elif isinstance(node, Leaf):
                included = INCLUDED.match(node.text)
                node.is_block = included is not None and included[1] in self.pieces
            elif isinstance(node, Element):
                names = {node.name, *(f".{one}" for one in classes(node.open))}
                self._mark(node, names, around, is_item)
                self.mark(node.children, around | names, is_item=node.is_roomy and node.name != "svg")

    def _mark(self, node: Element, names: set[str], around: frozenset[str], is_item: bool) -> None:
        is_box = is_item or any(rule.covers(names, around) for rule in self.boxes)
        node.is_roomy = node.name in ROOMY or any(rule.covers(names, around) for rule in self.roomy)
        node.is_block = node.name in BLOCKS or is_box
        node.has_free_edges = node.name in BLOCKS | BOXES or is_box or node.is_roomy
        keeps = any(f".{name}" in names for name in self.verbatim) or "data-pending-text" in node.open
        if (
            keeps
            or node.name in VERBATIM
            or any(f".{name}" in names for name in self.empty)
            or "data-presence" in node.open
        ):
            node.has_free_edges = False


def read(paths: Iterable[Path]) -> Sheets:
    roomy, boxes, empty = [], [], set()
    found = [rule for path in paths for rule in RULE.findall(COMMENT.sub("", path.read_text()))]
    alone = {one.strip() for selectors, _ in found for one in selectors.split(",")}
    for selectors, body in found:
        empty |= set(EMPTY.findall(selectors))
        display = re.search(r"display:\s*(inline-)?(flex|grid|block)\b", body)
        rules = [rule for one in selectors.split(",") if (rule := _rule(one, alone))] if display else []
        roomy += rules if display and display[2] != "block" else []
        boxes += rules if display and not display[1] else []
    return Sheets(tuple(roomy), tuple(boxes), frozenset(empty))


def with_pieces(sheets: Sheets, root: Path) -> Sheets:
    """Knowing which of the templates below `root` are blocks, also those that are made of such."""
    for _ in range(3):
        pieces = set()
        for path in sorted(root.rglob("_*.html")):
            nodes = sheets.tree(path.stem, path.read_text())
            said = [node for node in nodes if not is_silent(node)]
            if said and all(is_blocky(node) for node in said):
                pieces.add(str(path.relative_to(root)))
        sheets = replace(sheets, pieces=frozenset(pieces))
    return sheets


def _rule(selector: str, alone: set[str]) -> Rule | None:
    """None for what asks more than names: states, attributes, places among others. `alone`: selectors of one name."""
    steps = selector.replace(">", " ").split()
    if not steps or any(not NAMES.fullmatch(step) for step in steps):
        return None
    last = frozenset(re.findall(r"\.?[\w-]+", steps[-1]))
    around = frozenset(name for step in steps[:-1] for name in re.findall(r"\.?[\w-]+", step))
    # A class that only ever stands inside others means one thing. One with a rule of its own (`.s`), or a bare tag, may
    # stand anywhere.
    means_one_thing = all(name.startswith(".") and name not in alone for name in last)
    return Rule(last, frozenset() if means_one_thing else around)


def _blocks(tag: str) -> frozenset[str]:
    """A page's block of the frame (rail, aside) stands in the element of that class."""
    found = re.match(r"\{%\s*block (\w+)", tag)
    return frozenset({f".{found[1]}"}) if found else frozenset()


def classes(tag: str) -> set[str]:
    """The classes that an HTML tag always has: those outside of any {% if %}."""
    found = CLASSES.search(tag)
    return set(found[2].split(found[1])[0].split("{")[0].split()) if found else set()


def is_silent(node: Node) -> bool:
    """Whether it writes nothing on the page."""
    if not isinstance(node, Leaf):
        return isinstance(node, Space)
    opening = node.text.partition("%}")[0] + "%}"
    return node.kind == "note" or node.name in SILENT or bool(NAMED.search(opening))


def is_blocky(node: Node) -> bool:
    """Whether all that it writes begins and ends as a block does."""
    if isinstance(node, Element):
        return node.is_block
    if isinstance(node, Block):
        inner = [one for _, nodes in node.branches for one in nodes if not is_silent(one)]
        return bool(inner) and all(is_blocky(one) for one in inner)
    if isinstance(node, Leaf):
        return node.is_block or node.kind == "markup" or (node.kind in ("open", "close") and node.name in BLOCKS)
    return False
