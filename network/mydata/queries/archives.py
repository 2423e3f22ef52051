"""Archives of bounded size, one after the other: never is more than one of them in memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from network.mydata.rules import LARGEST_PART, MOST_PARTS


class TooLarge(Exception):
    """There is more than an export may have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive, by its path in there."""

    path: str
    content: bytes


def packed(
    entries: Iterable[Entry], at: datetime, *, largest: int = LARGEST_PART, most: int = MOST_PARTS
) -> Iterator[bytes]:
    """Whole archives, each of what has at most `largest` bytes, unless a single file has more. Raises TooLarge."""
    made, waiting, size = 0, list[Entry](), 0
    for entry in entries:
        if waiting and size + len(entry.content) > largest:
            made = _counted(made, most)
            yield _archive(waiting, at)
            waiting, size = [], 0
        waiting.append(entry)
        size += len(entry.content)
    if waiting:
        _counted(made, most)
        yield _archive(waiting, at)


def _counted(made: int, most: int) -> int:
    if made >= most:
        raise TooLarge
    return made + 1


def _archive(entries: list[Entry], at: datetime) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.path, at.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, entry.content)
    return whole.getvalue()
