"""The drawing of the layers in docs/architecture.md, made from the import contracts themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from workshop import ROOT

PATH = Path("docs/pictures/layers.svg")
# In every area, and no part of its order: what gathers and opens, not what is built.
PLUMBING = {"urls", "api", "wiring", "admin", "management", "apps", "models"}
WIDTH, LEFT, GAP, HEIGHT, LETTER = 960, 130, 8, 28, 7.8
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1d2b2f }
.area { font-weight: 700; font-size: 15px } .arrow { fill: #5d7076 }
.band { fill: #f4f1ea } .box { fill: #fff; stroke: #b9c4c4 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6ecec } .arrow { fill: #9fb1b3 } .band { fill: #1b2628 } .box { fill: #243335; stroke: #47595c }
}"""


def layers(root: Path = ROOT) -> dict[str, list[list[str]]]:
    """Area → its layers from the upper to the lower, each the packages that stand side by side."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    found: dict[str, list[list[str]]] = {}
    for contract in settings["contracts"]:
        if contract["type"] != "layers" or len(contract.get("containers", [""])) > 1:
            continue
        split = [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]
        kept = [those for layer in split if (those := [name for name in layer if name not in PLUMBING])]
        for area in contract.get("containers", [""]):
            found[area] = kept
    areas = [name for layer in found.pop("") for name in layer]
    return {area: found.get(area, []) for area in areas}


def drawn(root: Path = ROOT) -> str:
    """The drawing: areas from the upper to the lower, in each its packages from the upper (left) to the lower."""
    parts, y = [], GAP
    for area, those in layers(root).items():
        lines = list(_lines(those))
        height = max(1, len(lines)) * (HEIGHT + GAP) + GAP
        parts.append(f'<rect class="band" x="0" y="{y}" width="{WIDTH}" height="{height}" rx="10"/>')
        parts.append(f'<text class="area" x="16" y="{y + height / 2 + 5:.0f}">{escape(area)}</text>')
        for row, line in enumerate(lines):
            parts += _row(line, y + GAP + row * (HEIGHT + GAP))
        y += height + GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" aria-labelledby="title">'
    title = (
        '<title id="title">The areas, and the packages of each: one imports only what is below or to its right</title>'
    )
    return "\n".join([head, title, f"<style>{STYLE}\n</style>", *parts, "</svg>", ""])


Box = tuple[float, float, str]
"""From where, how wide, which word; an arrow is a box without width."""


def _lines(those: list[list[str]]) -> Iterator[list[Box]]:
    line: list[Box] = []
    x = float(LEFT)
    for number, layer in enumerate(those):
        width = sum(len(name) * LETTER + 20 for name in layer) + 4 * (len(layer) - 1)
        if line and x + width + 20 > WIDTH - GAP:
            yield line
            line, x = [], float(LEFT)
        if number:
            line.append((x, 0, "→"))
            x += 20
        for name in layer:
            line.append((x, len(name) * LETTER + 20, name))
            x += len(name) * LETTER + 24
        x += 4
    if line:
        yield line


def _row(line: list[Box], y: float) -> Iterator[str]:
    for x, width, name in line:
        if width:
            yield f'<rect class="box" x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{HEIGHT}" rx="6"/>'
            yield f'<text x="{x + 10:.0f}" y="{y + 19:.0f}">{escape(name)}</text>'
        else:
            yield f'<text class="arrow" x="{x:.0f}" y="{y + 19:.0f}">{name}</text>'


def draw(root: Path = ROOT) -> Path:
    (root / PATH).write_text(drawn(root), encoding="utf-8")
    return root / PATH


def is_in_step(root: Path = ROOT) -> bool:
    """Whether the drawing shows the contracts as they are."""
    path = root / PATH
    return path.exists() and path.read_text(encoding="utf-8") == drawn(root)
