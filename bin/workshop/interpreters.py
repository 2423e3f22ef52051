"""Other Pythons than the one that runs, found by asking: a file of that name may be a shim with none behind it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# What it is, and that it can do what Kontor needs: a Python may have been built without either.
ASKED = "import sqlite3, ssl, sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
PATIENCE = 30


@dataclass(frozen=True)
class Search:
    """For which version was looked ("3.13"), where one answered, and why each that was tried before did not do."""

    version: str
    python: str
    refused: tuple[str, ...]

    def __str__(self) -> str:
        found = f"is {self.python}" if self.python else "is not here"
        return "\n  not ".join([f"Python {self.version} {found}", *self.refused])


def find(version: str, environ: Mapping[str, str], *, home: str = sys.base_prefix) -> Search:
    """The first Python of this version that answers: by uv, on the PATH, or beside the one in `home`."""
    refused: list[str] = []
    for candidate in dict.fromkeys([*_known_to_uv(version, environ), *_seen(version, environ, home)]):
        python, answer = _ask(candidate, version, environ)
        if python:
            return Search(version, python, tuple(refused))
        refused.append(f"{candidate}: {answer}")
    return Search(version, "", tuple(refused))


def _known_to_uv(version: str, environ: Mapping[str, str]) -> list[str]:
    if not (uv := shutil.which("uv", path=environ.get("PATH", ""))):
        return []
    return _said([uv, "python", "find", "--no-python-downloads", version], environ).stdout.split()[:1]


def _seen(version: str, environ: Mapping[str, str], home: str) -> Iterator[str]:
    for folder in filter(None, environ.get("PATH", "").split(":")):
        yield from filter(None, (shutil.which(name, path=folder) for name in (f"python{version}", "python3")))
    # Who keeps several versions keeps them side by side, each in a folder of its own.
    yield from map(str, sorted(Path(home).parent.glob(f"*/bin/python{version}"), reverse=True))


def _ask(candidate: str, version: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """Its own name for itself when it is of this version; else nothing, and what it said."""
    answer = _said([candidate, "-c", ASKED], environ)
    found, _, python = answer.stdout.strip().partition(" ")
    if found == version:
        return python, ""
    first = (answer.stderr.strip().splitlines() or ["it says nothing"])[0]
    return "", f"it is {found}" if found else first


def _said(words: list[str], environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, env=dict(environ), check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(words, 1, "", f"{type(error).__name__}: {error}")
