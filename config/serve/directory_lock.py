"""One supervisor for a data directory: the second one learns where the first answers."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAME = "serve.lock"


class AlreadyRunning(Exception):
    """Another supervisor has this directory. `address` is where it answers, or empty while it is starting."""

    def __init__(self, address: str) -> None:
        self.address = address
        where = f"at {address}" if address else "and is still starting"
        super().__init__(f"Kontor is already running {where}.")


@dataclass(frozen=True)
class DirectoryLock:
    """The file is locked for as long as it is open, so a killed supervisor leaves no lock behind."""

    file: int

    def write(self, *, address: str, room: Path) -> None:
        os.ftruncate(self.file, 0)
        os.pwrite(self.file, json.dumps({"address": address, "room": str(room)}).encode(), 0)


@contextlib.contextmanager
def hold(directory: Path) -> Iterator[DirectoryLock]:
    """Hold the directory.

    Raises AlreadyRunning.
    """
    file = os.open(directory / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_read(file).get("address", "")) from None
        _remove_room_of_the_killed(file)
        try:
            yield DirectoryLock(file)
        finally:
            os.ftruncate(file, 0)
    finally:
        os.close(file)


def _read(file: int) -> dict[str, str]:
    try:
        read: dict[str, str] = json.loads(os.pread(file, 4096, 0))
    except ValueError:
        return {}
    return read


def _remove_room_of_the_killed(file: int) -> None:
    room = _read(file).get("room")
    if room and Path(room).name.startswith("kontor-"):
        shutil.rmtree(room, ignore_errors=True)
    os.ftruncate(file, 0)
