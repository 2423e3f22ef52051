"""Static files under processes that serve them: a new release's files join the last one's, and none is ever missing.

A hashed name stands for one content for ever, so what is there already is left as it is; each new file arrives whole,
by being moved to its place; and the manifest, which says which names are today's, comes last. A *release* is one
manifest, remembered in a file beside the collected ones. Each process that serves holds its release's file locked, and
the files of a release go when a week has passed since the next, no process holds it, and no later release has them.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

MARK: Final = ".collected"
MANIFEST: Final = "staticfiles.json"
COMPRESSED: Final = (".gz", ".br")
KEPT: Final = 7 * 24 * 3600
"""Seconds in which a page that was opened before an upgrade still finds what it asks for."""

_held: list[IO[str]] = []


def stale() -> bool:
    mark = _root() / MARK
    return not mark.exists() or mark.read_text() != fingerprint()


def mark() -> None:
    draft = _releases() / MARK
    draft.write_text(fingerprint())
    draft.replace(_root() / MARK)


def fingerprint() -> str:
    """Of every source's name, size and time of change: reading them all would make each start slow."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextmanager
def draft() -> Iterator[Path]:
    """A new directory to collect into, on the same disk as the files in use; `publish` moves what it holds there."""
    _root().mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=f"{_root().name}-draft-", dir=_root().parent))
    # For whoever else reads static files, as the directory that they go to.
    room.chmod(0o755)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def publish(room: Path, *, now: float | None = None) -> None:
    """Make a draft today's release, and let go of those that nobody needs. One at a time."""
    with (_releases() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _note_release(now or time.time())
        hashed = _files_of(room)
        for file in sorted(path for path in room.rglob("*") if path.is_file()):
            name = file.relative_to(room).as_posix()
            if name != MANIFEST and not (name in hashed and _is_there(file, name)):
                _move(file, name)
        if (room / MANIFEST).exists():
            _move(room / MANIFEST, MANIFEST)
        _note_release(now or time.time())
        _let_go(now or time.time())


def hold() -> None:
    """Keep the files of today's release for as long as this process lives, whatever is prepared meanwhile."""
    with suppress(OSError):
        name = _release_of(_root())
        if name:
            file = (_releases() / name).open("r+")
            fcntl.flock(file, fcntl.LOCK_SH)
            _held.append(file)


def _root() -> Path:
    return Path(settings.STATIC_ROOT)


def _releases() -> Path:
    place = _root().parent / f"{_root().name}-releases"
    place.mkdir(parents=True, exist_ok=True)
    return place


def _release_of(place: Path) -> str:
    """Its manifest's own hash; empty where nothing was collected."""
    manifest = place / MANIFEST
    return f"{hashlib.sha256(manifest.read_bytes()).hexdigest()[:16]}.json" if manifest.exists() else ""


def _files_of(place: Path) -> set[str]:
    """The hashed names of a manifest, each with its compressed sisters."""
    manifest = place / MANIFEST
    names = json.loads(manifest.read_text())["paths"].values() if manifest.exists() else ()
    return {name + ending for name in names for ending in ("", *COMPRESSED)}


def _note_release(now: float) -> None:
    """Today's, as of now: what it consists of, and until when it was today's at least."""
    if name := _release_of(_root()):
        with (_releases() / name).open("a+") as file:
            file.seek(0)
            file.truncate()
            json.dump({"until": now, "files": sorted(_files_of(_root()))}, file)


def _let_go(now: float) -> None:
    """Of files that only releases had which are past, and of the notes about those."""
    today, kept, past = _release_of(_root()), set[str](), set[str]()
    for note in _releases().glob("*.json"):
        with note.open("r+") as file:
            told = json.load(file)
            if note.name == today or told["until"] + KEPT > now or _is_held(file):
                kept.update(told["files"])
            else:
                past.update(told["files"])
                note.unlink()
    for name in past - kept:
        (_root() / name).unlink(missing_ok=True)


def _is_held(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def _is_there(file: Path, name: str) -> bool:
    """Whole, as far as its size tells. Of what is compressed any whole one will do: it need not be of the same size."""
    there = _root() / name
    size = there.stat().st_size if there.exists() else 0
    return size > 0 if name.endswith(COMPRESSED) else there.exists() and size == file.stat().st_size


def _move(file: Path, name: str) -> None:
    """Into its place at once: whoever opens it meanwhile has the old one whole, or the new one."""
    place = _root() / name
    place.parent.mkdir(parents=True, exist_ok=True)
    file.replace(place)
