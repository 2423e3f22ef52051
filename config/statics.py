"""How static files are collected: pieces of CSS folded into two sheets, then hashed and compressed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = ("css/kontor.css", "css/features.css")
IMPORT = re.compile(r'@import url\("(?P<file>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')


class Statics(CompressedManifestStaticFilesStorage):
    # Imports are followed in our own modules only: a package's may name files that it does not ship.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Without this a browser would ask for thirty small sheets, and only after the first had come."""
        for sheet in () if dry_run else (name for name in SHEETS if name in paths):
            Path(self.path(sheet)).write_text(_folded(sheet, paths), encoding="utf-8")
            paths = {**paths, sheet: (self, sheet)}
        yield from super().post_process(paths, dry_run, **options)


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
