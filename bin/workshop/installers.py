"""uv when it is there, else venv and pip: both install exactly what a lock names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from workshop import interpreters

# What pip and uv say when nobody answers. pip also finds "no matching distribution" for what it could not look up.
OFFLINE = re.compile(
    r"name resolution|dns error|failed to lookup|nodename nor servname|connection (refused|reset|timed out)"
    r"|network is unreachable|error sending request|connecttimeout|newconnectionerror|from versions: none",
    re.IGNORECASE,
)
# An index may be private: its address belongs on no screen and in no log.
ADDRESS = re.compile(r"https?://\S+|(?<=host=)\S+|(?<=index )\S+|\b[\w-]+(\.[\w-]+)+(?=:\d+\b|/simple)", re.IGNORECASE)
LAST_WORDS = 15


class Failed(Exception):
    """Setting up did not work. The message says what happened and what to do."""


class Installer(Protocol):
    def make(self, directory: Path, version: str) -> None:
        """An environment of that version of Python, or of the one that runs, where none is named."""

    def install(self, python: Path, lock: Path) -> None: ...


class Uv:
    def make(self, directory: Path, version: str) -> None:
        # Where none is here, uv brings one.
        python = (interpreters.find(version, os.environ).python or version) if version else sys.executable
        words = ["uv", "venv", "--quiet", "--allow-existing", "--python", python, str(directory)]
        _run(words, failing=f"uv could not make the environment {directory.name}.")

    def install(self, python: Path, lock: Path) -> None:
        # Compiled now, as pip does, and by all processors: else the first processes to start would each do it alone.
        words = ["uv", "pip", "install", "--compile-bytecode", "--python", str(python), "--require-hashes"]
        _install([*words, "-r", str(lock)], lock=lock, by="uv")


class Pip:
    def make(self, directory: Path, version: str) -> None:
        search = interpreters.find(version, os.environ) if version else None
        python = search.python if search else sys.executable
        if not python:
            raise Failed(f"{search}\nuv would bring it: https://docs.astral.sh/uv/")
        where = f"Python could not make the environment {directory.name}."
        failing = f"{where} On Debian and Ubuntu: apt install python3-venv."
        _run([python, "-m", "venv", str(directory)], failing=failing)

    def install(self, python: Path, lock: Path) -> None:
        words = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
        _install([*words, "-r", str(lock)], lock=lock, by="pip (this takes minutes, once)")


def choose(environ: Mapping[str, str]) -> Installer:
    if not shutil.which("uv", path=environ.get("PATH", "")):
        return Pip()
    if subprocess.run(["uv", "--version"], capture_output=True, check=False).returncode:
        print("Kontor: the uv on the PATH does not work here; using pip.", flush=True)
        return Pip()
    return Uv()


def _install(words: Sequence[str], *, lock: Path, by: str) -> None:
    packages = sum("==" in line for line in lock.read_text().splitlines())
    print(f"Kontor: installing {packages} packages with {by} …", flush=True)
    started = time.monotonic()
    _run(words, failing="The packages could not be installed.", each=Counter(packages))
    print(f"Kontor: installed in {time.monotonic() - started:.0f} s.", flush=True)


class Counter:
    """Shows on a terminal that something moves: pip says one line a package."""

    def __init__(self, packages: int) -> None:
        self.packages = packages
        self.seen = 0

    def __call__(self, line: str) -> None:
        if line.startswith("Collecting ") and sys.stdout.isatty():
            self.seen += 1
            print(f"\r  {min(self.seen, self.packages)} of {self.packages}", end="\r", flush=True)


def _run(words: Sequence[str], *, failing: str, each: Callable[[str], object] = str) -> None:
    said: deque[str] = deque(maxlen=LAST_WORDS)
    offline = False
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            each(line)
            said.append(line.rstrip())
            offline = offline or bool(OFFLINE.search(line))
    if process.returncode:
        raise Failed(explanation(failing, said, offline=offline))


def explanation(failing: str, said: Sequence[str], *, offline: bool) -> str:
    """What went wrong, without the address of any index."""
    if offline:
        return (
            f"{failing}\nThey could not be downloaded. Is this machine connected? Does its proxy let Python through?"
            "\nThe first start needs the network, later ones do not. Nothing is left half done: try again with it."
        )
    return "\n".join([failing, *(f"  {ADDRESS.sub('…', line)}" for line in said)])
