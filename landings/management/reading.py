"""What the commands that read files share: complaints with the file's name, and a table in plain text."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

from ground.eligibility.faults import Fault, Refused

WIDTHS = (8, 46, 60)


def refused_by(path: Path, error: OSError | Refused) -> Refused:
    """The same complaints, each beginning with the file's name."""
    if isinstance(error, Refused):
        return Refused(error.faults, [f"{path}, {line}" for line in error.complaints])
    why = error.strerror or str(error)
    return Refused([Fault((), why)], [f"{path}: {why}"])


def text_table(rows: Sequence[Sequence[str]]) -> str:
    """Columns of fixed width; long cells go on below."""
    return "\n".join(line for row in rows for line in _lines(row))


def _lines(row: Sequence[str]) -> list[str]:
    cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, WIDTHS, strict=True)]
    deepest = max(map(len, cells))
    padded = [cell + [""] * (deepest - len(cell)) for cell in cells]
    return [
        "  ".join(f"{part:<{width}}" for part, width in zip(line, WIDTHS, strict=True)).rstrip()
        for line in zip(*padded, strict=True)
    ]
