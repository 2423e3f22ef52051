"""How static files are collected: pieces of CSS folded into two sheets, modules joined, then hashed and compressed.

To compress is nearly all of the work, and of a first start: it is done for what browsers are sent, and for that as well
as it can be.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config import modules

SHEETS = ("css/kontor.css", "css/features.css")
OURS = re.compile(r"js/[\w/-]+\.js")
IMPORT = re.compile(r'@import url\("(?P<file>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')


UNASKED: Final = ("ninja/redoc*", "flags/*")
"""What packages ship for pages that we do not have: another one of the API, flags as pictures."""
PLAIN: Final = ("css/kontor.css", "js/kontor.js")
"""What is asked for by its own name too: by `templates/500.html`, for which nothing is looked up."""


class Packages(AppDirectoriesFinder):
    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return super().list([*(ignore_patterns or ()), *UNASKED])


class Statics(CompressedManifestStaticFilesStorage):
    # Imports are followed in our own modules only: a package's may name files that it does not ship.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Without this a browser would ask for thirty small sheets, and only after the first had come."""
        # From the sources throughout: what stands at the destination may be joined already.
        made = {} if dry_run else {name: _folded(name, paths) for name in SHEETS if name in paths}
        made |= {} if dry_run else {name: _joined(name, paths) for name in paths if OURS.fullmatch(name)}
        for name, text in made.items():
            Path(self.path(name)).write_text(text, encoding="utf-8")
        paths = {**paths, **{name: (self, name) for name in made}}
        yield from super().post_process(paths, dry_run, **options)

    def compress_files(self, paths: set[str]) -> Iterator[Any]:
        """Browsers ask for hashed names, not for source maps, and for the smaller one where a package ships two."""
        sent = {*PLAIN, *(hashed for name, hashed in self.hashed_files.items() if not _ships_smaller(name, paths))}
        yield from super().compress_files({path for path in paths & sent if not path.endswith(".map")})


def _ships_smaller(name: str, names: set[str]) -> bool:
    return f"{name.removesuffix('.js')}.min.js" in names


def _joined(script: str, paths: dict[str, Any]) -> str:
    return modules.joined(script.removeprefix("js/"), lambda name: _text(paths, f"js/{name}"))


def _folded(sheet: str, paths: dict[str, Any]) -> str:
    def piece(found: re.Match[str]) -> str:
        return f"@layer {found['layer']} {{\n{_text(paths, 'css/' + found['file'])}}}"

    return IMPORT.sub(piece, _text(paths, sheet))


def _text(paths: dict[str, Any], name: str) -> str:
    """From where it was written, for what was collected last time may be folded already."""
    storage, path = paths[name]
    with storage.open(path) as file:
        text: str = file.read().decode()
    return text
