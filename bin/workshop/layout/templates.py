"""Lays a template out in lines of 120 columns, without changing what anybody sees.

A line that is there stays. One that is too long is broken where that shows nowhere: between the attributes of a tag,
at spaces of a text, and between tags where white space is nothing (see displays).
"""

from __future__ import annotations

import re
from pathlib import Path

from workshop.layout.displays import Sheets, is_blocky, is_silent
from workshop.layout.gaps import Place, free_after, free_before, is_free, stands_alone
from workshop.layout.scan import attributes, branches
from workshop.layout.tree import Block, Element, Leaf, Node, Space

WIDTH = 120
STEP = 2
MOST = 8
TRIMMABLE = re.compile(
    r"(\{%\s*blocktrans(?:late)?\b(?:(?!%\}).)*?)\s*%\}(.*)(\{%\s*endblocktrans(?:late)?\s*%\})", re.DOTALL
)
TITLE = re.compile(r"\{%\s*block (title|description|head_title|page|live|sheets|script)\b")
SAID = re.compile(r"""\{%\s*translate (["'])((?:(?!\1)[^%\\{])*)\1(?:\s+as (\w+))?\s*%\}""")
PLURAL = re.compile(r"(\{%\s*plural\s*%\})")


def laid_out(path: Path, sheets: Sheets) -> str:
    """A template in its final layout: laid out once more, it stays as it is.

    Raises ValueError for a block that has no end, and for a layout that finds no rest.
    """
    text = path.read_text()
    for _ in range(MOST):
        before, text = text, Printer().whole(sheets.tree(path.stem, text))
        if text == before:
            return text
    raise ValueError(f"{path}: every layout leads to another")


class Printer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""

    def whole(self, nodes: list[Node]) -> str:
        extends = any(isinstance(node, Leaf) and node.name == "extends" for node in nodes)
        self.put(_trimmed(nodes), Place(0, extends, True, True))
        self.lines.append(self.line.rstrip())
        return "\n".join(self.lines).strip("\n") + "\n"

    # Lines

    def write(self, text: str, depth: int) -> None:
        if not self.line:
            self.line = " " * depth
        first, *rest = text.split("\n")
        self.line += first
        for line in rest:
            self.lines.append(self.line)
            self.line = line

    def break_line(self, blank: bool = False) -> None:
        if self.line.strip():
            self.lines.append(self.line.rstrip())
        if blank and self.lines and self.lines[-1]:
            self.lines.append("")
        self.line = ""

    def fits(self, text: str, depth: int) -> bool:
        return max(len(self.line), depth) + len(text) <= WIDTH

    # Nodes

    def put(self, nodes: list[Node], place: Place) -> None:
        """Nodes one after another, each at the end of the line where it fits, else on the next."""
        solid = [index for index, node in enumerate(nodes) if not isinstance(node, Space)]
        for turn, index in enumerate(solid):
            if turn:
                self._gap(nodes, solid[turn - 1], index, place)
            self._node(nodes, index, place)

    def _gap(self, nodes: list[Node], before: int, index: int, place: Place) -> None:
        space = nodes[index - 1] if index - before > 1 else None
        chunk = self._chunk(nodes, index, place)
        if isinstance(space, Space) and space.lines:
            self.break_line(space.lines > 1)
        elif isinstance(space, Space):
            if self.fits(" " + chunk, place.depth):
                self.write(" ", place.depth)
            else:
                self.break_line()
        elif is_free(nodes, before, index, place) and (
            stands_alone(nodes[before], nodes[index]) or not self.fits(chunk, place.depth)
        ):
            self.break_line()

    def _chunk(self, nodes: list[Node], index: int, place: Place) -> str:
        """A node with all that must follow it on its line."""
        text = flat(nodes[index])
        while index + 1 < len(nodes) and not isinstance(nodes[index + 1], Space):
            if is_free(nodes, index, index + 1, place):
                break
            index += 1
            text += flat(nodes[index])
        if index + 1 == len(nodes) and not place.ends_free:
            text += place.tail
        return text.split("\n")[0]

    def _node(self, nodes: list[Node], index: int, place: Place) -> None:
        node = nodes[index]
        chunk = self._chunk(nodes, index, place)
        if "\n" not in flat(node) and self.fits(chunk, place.depth):
            self.write(flat(node), place.depth)
        elif isinstance(node, Element):
            self._element(node, place.depth, chunk.removeprefix(flat(node)))
        elif isinstance(node, Block):
            self._block(node, nodes, index, place)
        elif isinstance(node, Leaf):
            self._leaf(node, place.depth)

    def _leaf(self, leaf: Leaf, depth: int) -> None:
        if leaf.kind == "open":
            self._tag(leaf.text, depth, "")
        elif not self.fits(leaf.text, depth) and (said := SAID.fullmatch(leaf.text)):
            opening = "{% blocktranslate trimmed" + (f" asvar {said[3]}" if said[3] else "")
            self._sentence([opening, said[2], "{% endblocktranslate %}"], depth)
        elif leaf.kind == "verbatim" and (found := TRIMMABLE.fullmatch(leaf.text)):
            self._words(leaf.text, found, depth)
        else:
            self.write(leaf.text, depth)

    def _words(self, text: str, found: re.Match[str], depth: int) -> None:
        """A text for translators: broken at its spaces, where `trimmed` takes the breaks out again."""
        opening, said, ending = found.groups()
        if "trimmed" not in opening:
            if said != said.strip() or "\n" in said or "  " in said:
                return self.write(text, depth)
            opening += " trimmed"
        self._sentence([opening, said, ending], depth)
        return None

    def _sentence(self, words: list[str], depth: int) -> None:
        opening, said, ending = words
        self.write(opening + " %}", depth)
        for piece in PLURAL.split(said):
            self.break_line()
            if PLURAL.match(piece):
                self.write(piece, depth)
            else:
                self._fill(piece, depth + STEP)
        self.break_line()
        self.write(ending, depth)

    def _fill(self, said: str, depth: int) -> None:
        for line in said.strip().split("\n"):
            self.break_line()
            for word in _unbroken(line.strip()):
                if self.line and not self.fits(" " + word, depth):
                    self.break_line()
                self.write((" " if self.line else "") + word, depth)

    # Elements

    def _element(self, element: Element, depth: int, after: str) -> None:
        """`after`: what follows it on its line."""
        free = element.has_free_edges
        inner = Place(depth + STEP, element.is_roomy, free, free, element.close + after)
        solid = [node for node in element.children if not isinstance(node, Space)]
        if not solid:
            self._tag(element.open, depth, element.close)
            self.write(element.close, depth)
            return
        first = "" if inner.starts_free else self._first(element.children, inner)
        self._tag(element.open, depth, first)
        self._edge(element.children[0], inner.starts_free)
        self.put(element.children, inner)
        self._edge(element.children[-1], inner.ends_free)
        self.write(element.close, depth)

    def _first(self, nodes: list[Node], place: Place) -> str:
        """What cannot be broken off an element's opening tag."""
        if isinstance(nodes[0], Block) and place.roomy:
            return nodes[0].branches[0][0]
        return "" if isinstance(nodes[0], Space) else self._chunk(nodes, 0, place)

    def _edge(self, node: Node, free: bool) -> None:
        if free or isinstance(node, Space):
            self.break_line()

    def _tag(self, text: str, depth: int, after: str) -> None:
        """A tag on one line; or, where it is too long or was broken by hand, one attribute on each."""
        one_line = one_lined(text)
        if "\n" not in text and self.fits(one_line + after, depth):
            self.write(one_line, depth)
            return
        units = attributes(text)
        if not units:
            self.write(one_line, depth)
            return
        ending = "/>" if text.endswith("/>") else ">"
        self.write(text[: text.index(text.split()[0]) + len(_opening(text))], depth)
        for unit in units:
            self.break_line()
            self._attribute(unit, depth + STEP)
        self.break_line()
        self.write(ending, depth)

    def _attribute(self, unit: str, depth: int) -> None:
        pieces = [unit] if self.fits(unit, depth) else branches(unit)
        for piece in pieces:
            self.break_line()
            self.write(piece.strip(), depth if piece.startswith("{%") or len(pieces) == 1 else depth + STEP)

    # Django's blocks

    def _block(self, block: Block, nodes: list[Node], index: int, place: Place) -> None:
        starts, ends = free_before(nodes, index, place), free_after(nodes, index, place)
        for tag, children in block.branches:
            self.write(tag, place.depth)
            solid = [node for node in children if not isinstance(node, Space)]
            if not solid:
                continue
            inner = Place(
                place.depth + STEP, place.roomy, *self._branch(block, children, starts, ends, place), block.end
            )
            self._edge(children[0], inner.starts_free)
            self.put(children, inner)
            self._edge(children[-1], inner.ends_free)
        self.write(block.end, place.depth)

    def _branch(self, block: Block, children: list[Node], starts: bool, ends: bool, place: Place) -> tuple[bool, bool]:
        if block.name == "slot" or (place.roomy and block.name != "block") or TITLE.match(block.branches[0][0]):
            return True, True
        said = [node for node in children if not is_silent(node) and not isinstance(node, Space)]
        once = block.name not in ("for", "part")
        first, last = bool(said) and is_blocky(said[0]), bool(said) and is_blocky(said[-1])
        page = block.name == "block" and first and last
        return page or first or (starts and once), page or last or (ends and once)


def flat(node: Node) -> str:
    """A node as it was written, its spaces drawn together: with a line break in it, it cannot stand on one line."""
    if isinstance(node, Space):
        return "\n" if node.lines else " "
    if isinstance(node, Leaf):
        return node.text if node.kind != "open" or "\n" in node.text else one_lined(node.text)
    if isinstance(node, Element):
        opening = node.open if "\n" in node.open else one_lined(node.open)
        return opening + "".join(map(flat, node.children)) + node.close
    return "".join(tag + "".join(map(flat, nodes)) for tag, nodes in node.branches) + node.end


def one_lined(tag: str) -> str:
    if "\n" not in tag:
        return tag
    return " ".join([_opening(tag), *attributes(tag)]) + ("/>" if tag.endswith("/>") else ">")


def _opening(tag: str) -> str:
    found = re.match(r"<[a-zA-Z][\w-]*", tag)
    return found[0] if found else tag


def _trimmed(nodes: list[Node]) -> list[Node]:
    while nodes and isinstance(nodes[-1], Space):
        nodes = nodes[:-1]
    return nodes


def _unbroken(line: str) -> list[str]:
    """The words of a line, with Django's values whole."""
    return re.findall(r"(?:\{\{.*?\}\}|\S)+", line)
