"""The fonts of papers: Noto's, from packages alone, so that a paper is the same on every machine, to the byte.

They hold Latin, Greek and Cyrillic, Chinese, Japanese and Korean, Arabic and Hebrew, the scripts of India, Sri Lanka
and south-eastern Asia, Armenian, Georgian, Ethiopic, and emoji in black.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import manimgx_fonts
import manimgx_fonts_cjk
import typst

FOLDERS: Final = tuple(Path(package.__path__[0]) for package in (manimgx_fonts, manimgx_fonts_cjk))
# Joiners and simple marks of direction, which no font needs to draw.
INKLESS: Final = "\u200c\u200d\u200e\u200f"
# Where several have a letter, the first of these is taken.
_FIRST: Final = ("Noto Sans", "Noto Sans CJK SC")
_FILES_FIRST: Final = ("NotoSans[wght].ttf", "NotoSansCJK-VF.otf.ttc")


@cache
def fonts() -> typst.Fonts:
    """What Typst may set text in; the machine's own fonts are left alone."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(FOLDERS))


@cache
def families() -> tuple[str, ...]:
    return (*_FIRST, *sorted(set(fonts().families()) - set(_FIRST)))


@lru_cache(maxsize=4096)
def is_drawn(cluster: str) -> bool:
    """One font has every letter of these, so that they can be set together."""
    codes = {ord(letter) for letter in cluster if letter not in INKLESS}
    return any(codes <= _letters_in(path) for path in _files())


@cache
def _files() -> tuple[Path, ...]:
    found = sorted(path for folder in FOLDERS for path in folder.glob("*.tt[fc]"))
    return tuple(sorted(found, key=lambda path: path.name not in _FILES_FIRST))


@cache
def _letters_in(path: Path) -> frozenset[int]:
    # Imported late: most processes set no paper. A collection's fonts have the same letters; one is read.
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap())
