"""Whether the collected static files are still those of the sources."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

MARK = ".collected"


def stale() -> bool:
    mark = Path(settings.STATIC_ROOT) / MARK
    return not mark.exists() or mark.read_text() != fingerprint()


def mark() -> None:
    (Path(settings.STATIC_ROOT) / MARK).write_text(fingerprint())


def fingerprint() -> str:
    """Of every source's name, size and time of change: reading them all would make each start slow."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
