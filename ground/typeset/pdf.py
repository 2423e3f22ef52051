"""A paper from a template and data. It takes a tenth of a second, the first of a process one: in no transaction."""

import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from ground.typeset.fonts import families, fonts
from ground.typeset.spelling import Speller

_one = threading.Lock()


def pdf(template: Path, data: Mapping[str, Any], *, exact: Mapping[str, str], at: datetime, unspelt: str = "") -> bytes:
    """The paper, as made at that moment, to the second.

    The template reads `sys.inputs`: `data` as JSON, each text in it as our fonts can set it; `fonts`, their names; and
    what is `exact`, letter for letter: addresses, pictures, what is attached. `unspelt` is the note, `data.unspelt` to
    the template, that some letters are missing; it is empty where none are.
    """
    speller = Speller()
    spelt = speller.spelt(data)
    spelt["unspelt"] = unspelt if speller.lacks else ""
    inputs = {**exact, "data": json.dumps(spelt), "fonts": json.dumps(families())}
    second = at.astimezone(UTC).replace(microsecond=0)
    # One at a time: each takes some 60 MB while it is made.
    with _one:
        compiler = typst.Compiler(
            template.read_bytes(), font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs
        )
        made = compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=second)
    assert isinstance(made, bytes)
    return made
