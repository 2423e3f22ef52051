"""The virtual environment: made once, in step with the lock, never left half made.

A *stamp* in it tells which locks it holds. While packages are being installed there is an *unfinished* mark instead;
an environment found with that mark is thrown away and made anew.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from workshop import ROOT, installers
from workshop.installers import Failed

RUN = "requirements.txt"
TEST = "requirements-test.txt"
# The lock for tests holds the whole lock for running, so whoever has the first has the second.
HOLDS = {RUN: (RUN,), TEST: (TEST, RUN)}


def prepare(lock: str, *, python: str = "", root: Path = ROOT) -> Path:
    """The Python of an environment that holds what the lock names; that of another `python` ("3.13") stands beside it.

    Raises Failed.
    """
    place = Environment(root, python)
    with _alone(root):
        if not place.holds(lock):
            place.install(lock)
    return place.python


class Environment:
    def __init__(self, root: Path, version: str = "") -> None:
        self.root = root
        self.version = version
        self.directory = root / (f".venv-{version}" if version else ".venv")
        self.python = self.directory / "bin" / "python"
        self.stamp = self.directory / "kontor.stamp"
        self.unfinished = self.directory / "kontor.unfinished"

    def holds(self, lock: str) -> bool:
        return self._usable() and self._stamped().get(lock) == self._fingerprint(lock)

    def install(self, lock: str) -> None:
        installer = installers.choose(os.environ)
        if not self._usable():
            self._make(installer)
        self.unfinished.touch()
        self.stamp.unlink(missing_ok=True)
        installer.install(self.python, self.root / lock)
        self._write_stamp(lock)
        self.unfinished.unlink()

    def _usable(self) -> bool:
        return self.python.exists() and not self.unfinished.exists()

    def _make(self, installer: installers.Installer) -> None:
        if self.directory.exists():
            print(f"Kontor: the environment in {self.directory.name} is not whole; making it anew.", flush=True)
            shutil.rmtree(self.directory)
        self.directory.mkdir()
        self.unfinished.touch()
        installer.make(self.directory, self.version)

    def _stamped(self) -> dict[str, str]:
        try:
            stamped: dict[str, str] = json.loads(self.stamp.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return stamped

    def _write_stamp(self, lock: str) -> None:
        draft = self.stamp.with_suffix(".draft")
        draft.write_text(json.dumps({name: self._fingerprint(name) for name in HOLDS[lock]}, indent=1))
        draft.replace(self.stamp)

    def _fingerprint(self, lock: str) -> str:
        return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One at a time in this directory: two first starts at once would build into each other."""
    directory = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Kontor: waiting for another bin/kontor that is installing here.", flush=True)
            fcntl.flock(directory, fcntl.LOCK_EX)
        yield
    finally:
        os.close(directory)


def run(python: Path, *words: str, root: Path = ROOT) -> int:
    """Run a command of the environment and hand back its exit code."""
    return subprocess.run([str(python), *words], cwd=root, check=False).returncode


def become(python: Path, *words: str, root: Path = ROOT) -> int:
    """Turn into a command of the environment, so that signals reach it and no wrapper is left between."""
    os.chdir(root)
    sys.stdout.flush()
    os.execv(python, [str(python), *words])  # noqa: S606 (there is no shell to start)


__all__ = ["RUN", "TEST", "Environment", "Failed", "become", "prepare", "run"]
