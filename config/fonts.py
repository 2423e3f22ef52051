"""The font as browsers want it: WOFF2, in two parts, of which most pages need the first alone.

The package ships TrueType with every letter it has (67 kB compressed). Cut and compressed once, when the static files
are first asked for, the part for Western languages is less than half of that; the other comes when a page needs it.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import font_manrope
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCE: Final = Path(font_manrope.font_directory) / "Manrope-VariableFont_wght.ttf"
# As `unicode-range` in static/css/tokens.css says it: Latin with its accents, punctuation, signs of money, arrows.
WESTERN: Final = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2C6, 0x2DD), *range(0x2000, 0x2070), 0x20AC, 0x2122, 0x2212,
    *range(0x2190, 0x2194),
)  # fmt: skip
PARTS: Final = ("manrope.woff2", "manrope-more.woff2")


class Fonts(BaseFinder):
    """Finds `font/manrope.woff2` and `font/manrope-more.woff2`."""

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        storage = _storage()
        for part in PARTS:
            yield part, storage

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        found = [str(_storage().path(part)) for part in PARTS if path == f"font/{part}"]
        return found if find_all else found[0] if found else []


@cache
def _storage() -> FileSystemStorage:
    storage = FileSystemStorage(location=str(_cut()))
    storage.prefix = "font"  # type: ignore[attr-defined]  # what collectstatic puts before each name
    return storage


def _cut() -> Path:
    """Where both parts are, made there if they are not; of two processes that make them at once, one is kept."""
    room: Path = settings.VAR_DIR / "fonts" / f"{SOURCE.stat().st_size}-{len(WESTERN)}"
    room.mkdir(parents=True, exist_ok=True)
    for part, letters in zip(PARTS, (_western(), _others()), strict=True):
        if not (room / part).exists():
            made = room / f"{part}.{os.getpid()}"
            _write(letters, made)
            made.replace(room / part)
    return room


def _western() -> set[int]:
    return set(WESTERN)


def _others() -> set[int]:
    from fontTools.ttLib import TTFont

    with TTFont(SOURCE) as font:
        return set(font.getBestCmap()) - set(WESTERN)


def _write(letters: set[int], to: Path) -> None:
    # Imported late: only who collects the files, or serves them uncollected, cuts.
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    with subset.load_font(str(SOURCE), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(font)
        subset.save_font(font, str(to), options)
