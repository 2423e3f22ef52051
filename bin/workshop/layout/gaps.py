"""Between which nodes of a template a line may be broken so that it shows nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.layout.displays import is_blocky, is_silent
from workshop.layout.tree import Block, Element, Node, Space


@dataclass(frozen=True)
class Place:
    """Where nodes stand: how deep, whether space shows between them (`roomy`: nowhere), or at either edge."""

    depth: int
    roomy: bool
    starts_free: bool
    ends_free: bool
    # What follows the last of them on its line, where the end is not free.
    tail: str = ""


def stands_alone(before: Node, after: Node) -> bool:
    return any(isinstance(one, Element | Block) for one in (before, after))


def is_free(nodes: list[Node], before: int, after: int, place: Place) -> bool:
    """Whether a break between these two shows nowhere."""
    if place.roomy or _is_solid_block(nodes[before]) or _is_solid_block(nodes[after]):
        return True
    return free_after(nodes, before, place) or free_before(nodes, after, place)


def _is_solid_block(node: Node) -> bool:
    return not isinstance(node, Block) and is_blocky(node)


def free_before(nodes: list[Node], index: int, place: Place) -> bool:
    """Whether what comes before is a block, an edge where no space shows, or space."""
    for node in reversed(nodes[:index]):
        if isinstance(node, Space) or _is_solid_block(node):
            return True
        if not is_silent(node):
            return isinstance(node, Block) and is_blocky(node) and _all_blocky(nodes)
    return place.starts_free or place.roomy


def free_after(nodes: list[Node], index: int, place: Place) -> bool:
    for node in nodes[index + 1 :]:
        if isinstance(node, Space) or _is_solid_block(node):
            return True
        if not is_silent(node):
            return isinstance(node, Block) and is_blocky(node) and _all_blocky(nodes)
    return place.ends_free or place.roomy


def _all_blocky(nodes: list[Node]) -> bool:
    return all(is_blocky(node) for node in nodes if not isinstance(node, Space) and not is_silent(node))
