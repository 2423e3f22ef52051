"""A refusal keeps its code: Django leaves out the one that is given beside a dict or a list of refusals."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AREAS = ("ground", "realtime", "network", "events", "landings", "config")


def lost_codes(text):
    """The lines of a module at which a code is said beside a dict or a list, and lost."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("ValidationError")
        and node.args
        and isinstance(node.args[0], ast.Dict | ast.List)
        and (len(node.args) > 1 or node.keywords)
    ]


def test_no_code_is_lost():
    files = [file for area in AREAS for file in (ROOT / area).rglob("*.py")]
    lost = {str(file.relative_to(ROOT)): lost_codes(file.read_text()) for file in files}
    assert {name: lines for name, lines in lost.items() if lines} == {}


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ('ValidationError({"title": "Too long."}, code="long")', [1]),
        ('forms.ValidationError(["Too long."], "long")', [1]),
        ('ValidationError({"title": ValidationError("Too long.", code="long")})', []),
        ('ValidationError("Too long.", code="long")', []),
    ],
)
def test_a_lost_code_is_seen(said, lines):
    assert lost_codes(said) == lines
