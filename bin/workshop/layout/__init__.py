"""How templates, style sheets and scripts stand in their files: 120 columns, and an attribute a line in a long tag.

A template and a sheet are laid out by us, and what anybody sees stays as it was; a script is only measured, and read as
a browser would read it. A mail in plain text is not touched: there a line break is what the reader gets.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from workshop import ROOT
from workshop.layout import displays, styles, templates

WIDTH = 120


def files(root: Path) -> list[Path]:
    """What stands in the repository, or is about to: what git ignores is not ours."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "static", "templates"]
    found = subprocess.run(words, cwd=root, capture_output=True, check=True, text=True).stdout.split("\0")
    return [path for name in found if name and (path := root / name).is_file()]


def laid_out(root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Every template, sheet and script with the text that it should have."""
    ours = files(root)
    by_ending = _layouts(root, ours)
    for path in ours:
        if path.suffix in by_ending:
            yield path, by_ending[path.suffix](path)


def check(root: Path = ROOT) -> int:
    """Say what is not laid out, which lines are too long, and which scripts no browser can read.

    The exit code is 1 where there is any. What reads scripts comes with what the tests need, and bin/kontor without.
    """
    from workshop.layout import scripts

    faults = []
    for path, text in laid_out(root):
        name = path.relative_to(root)
        if text != path.read_text():
            faults.append(f"{name}: run bin/kontor format")
        faults += [f"{name}:{at}: {len(line)} columns" for at, line in _long(text)]
        if path.suffix == ".js" and name.parts[0] == "static":  # one in templates/ is filled in first
            faults += [f"{name}:{at}: no browser can read this" for at in scripts.unreadable(text)]
    print("\n".join(faults) or f"Every line has {WIDTH} columns or fewer.", flush=True)
    return 1 if faults else 0


def rewrite(root: Path = ROOT) -> int:
    """Lay out what is not; say which lines are still too long."""
    faults = []
    for path, text in laid_out(root):
        if text != path.read_text():
            path.write_text(text)
            print(f"laid out: {path.relative_to(root)}", flush=True)
        faults += [
            f"{path.relative_to(root)}:{at}: {len(line)} columns, to be broken by hand" for at, line in _long(text)
        ]
    print("\n".join(faults), end="\n" if faults else "", flush=True)
    return 1 if faults else 0


def _layouts(root: Path, ours: list[Path]) -> Mapping[str, Callable[[Path], str]]:
    sheets = displays.read(path for path in ours if path.suffix == ".css")
    sheets = displays.with_pieces(sheets, root / "templates")
    return {
        ".html": lambda path: templates.laid_out(path, sheets),
        ".css": lambda path: styles.laid_out(path.read_text()),
        ".js": Path.read_text,
    }


def _long(text: str) -> list[tuple[int, str]]:
    return [(at, line) for at, line in enumerate(text.split("\n"), 1) if len(line) > WIDTH]
