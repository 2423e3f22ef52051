"""How rows are locked: so that a row elsewhere that refers to them can still be written."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AREAS = ("realtime", "network", "events", "landings", "config")


def locks():
    for area in AREAS:
        for file in (ROOT / area).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text())):
                if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "select_for_update":
                    yield f"{file.relative_to(ROOT)}:{call.lineno}", {word.arg for word in call.keywords}


@pytest.mark.parametrize(("where", "words"), list(locks()))
def test_a_lock_does_not_hold_up_foreign_keys(where, words):
    """PostgreSQL checks a foreign key by a lock on the row that is referred to, at the end of the transaction even.

    FOR UPDATE keeps that out, and two who each hold what the other refers to wait for each other.
    """
    assert "no_key" in words, where
