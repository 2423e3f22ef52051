"""How static files are collected: pieces of CSS folded into two sheets, modules joined, then hashed and compressed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

from config import modules

SHEETS = ("css/kontor.css", "css/features.css")
OURS = re.compile(r"js/[\w-]+\.js")
IMPORT = re.compile(r'@import url\("(?P<file>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')


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
