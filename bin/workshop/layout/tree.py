"""A template's parts as a tree: elements with what they hold, Django's blocks with their branches.

What opens in one branch and closes in another (`{% if link %}<a>{% else %}<b>{% endif %}`) is no element here but two
loose tags.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from workshop.layout.scan import BETWEEN, BLOCKS, Part

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path",
    "circle", "rect", "line", "use",
}  # fmt: skip


@dataclass
class Space:
    """Between two nodes: `lines` says how many line breaks were written there."""

    lines: int


@dataclass
class Leaf:
    """One part alone. `kind` as in Part."""

    kind: str
    text: str
    name: str = ""
    # Whether it includes a piece that is a block (see displays).
    is_block: bool = False


@dataclass
class Element:
    open: str
    name: str
    children: list[Node] = field(default_factory=list)
    close: str = ""
    # What the sheets make of it (see displays): no space shows beside it, at its inner edges, between its children.
    is_block: bool = False
    has_free_edges: bool = False
    is_roomy: bool = False


@dataclass
class Block:
    """`branches`: the tag that begins each, and what it holds."""

    branches: list[tuple[str, list[Node]]]
    name: str
    end: str = ""


Node: TypeAlias = Space | Leaf | Element | Block


def tree(parts: Iterable[Part]) -> list[Node]:
    grower = Grower()
    for part in parts:
        grower.take(part)
    return grower.done()


class Grower:
    def __init__(self) -> None:
        self.root: list[Node] = []
        self.open: list[Element | Block] = []

    @property
    def here(self) -> list[Node]:
        """Where the next node belongs."""
        if not self.open:
            return self.root
        inner = self.open[-1]
        return inner.children if isinstance(inner, Element) else inner.branches[-1][1]

    def take(self, part: Part) -> None:
        if part.kind == "space":
            self.here.append(Space(part.text.count("\n")))
        elif part.kind == "open" and not (part.name in VOID or part.text.endswith("/>")):
            self.open.append(Element(part.text, part.name))
        elif part.kind == "close":
            self._close(part)
        elif part.kind == "tag":
            self._tag(part)
        else:
            self.here.append(Leaf(part.kind, part.text, part.name))

    def done(self) -> list[Node]:
        while self.open:
            self._loosen()
        return self.root

    def _close(self, part: Part) -> None:
        names = []
        for one in reversed(self.open):
            if isinstance(one, Block):
                break
            names.append(one.name)
        if part.name not in names:
            self.here.append(Leaf("close", part.text, part.name))
            return
        while not self._is_open(part.name):
            self._loosen()
        self._end(part.text)

    def _is_open(self, name: str) -> bool:
        inner = self.open[-1]
        return isinstance(inner, Element) and inner.name == name

    def _tag(self, part: Part) -> None:
        if part.name in BLOCKS:
            self.open.append(Block([(part.text, [])], part.name))
            return
        between, ends = part.name in BETWEEN, part.name.startswith("end") and part.name[3:] in BLOCKS
        if not between and not ends:
            self.here.append(Leaf("tag", part.text, part.name))
            return
        while isinstance(self.open[-1], Element):
            self._loosen()
        if between:
            self.open[-1].branches.append((part.text, []))
        else:
            self._end(part.text)

    def _end(self, text: str) -> None:
        done = self.open.pop()
        if isinstance(done, Element):
            done.close = text
        else:
            done.end = text
        self.here.append(done)

    def _loosen(self) -> None:
        """What never closes here is a tag among others."""
        loose = self.open.pop()
        if isinstance(loose, Block):
            raise ValueError(f"{loose.branches[0][0]} has no end")
        self.here.extend([Leaf("open", loose.open, loose.name), *loose.children])
