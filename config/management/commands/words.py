"""Gather what the pages say, and compile what translators wrote.

manage.py words             gather into locale/*/LC_MESSAGES/django.po (needs GNU gettext), then compile
manage.py words --compile   compile only (Babel, no gettext needed)
manage.py words --check     fail where a sentence lacks its translation, or a compiled file is not of its source
"""

from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

TONGUES = ("fr", "es")
NOT_OURS = ["var/*", "tests/*", ".venv/*", ".venv-*/*", "docs/*", "templates/design/*", "config/gallery.py"]


class Command(BaseCommand):
    help = "Gather sentences for translation, and compile the translations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--compile", action="store_true", help="only compile")
        parser.add_argument("--check", action="store_true", help="only look whether all is translated and compiled")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            return self._check()
        if not options["compile"]:
            self._gather()
        for source in sources():
            compiled(source).write_bytes(in_binary(catalogue(source)))
            self.stdout.write(f"{source}: {len(catalogue(source))} sentences, {len(missing(source))} without words")
        return None

    def _gather(self) -> None:
        if not which("xgettext"):
            raise CommandError("Gathering needs GNU gettext (apt install gettext). To compile only: --compile")
        for tongue in TONGUES:
            (Path(settings.LOCALE_PATHS[0]) / tongue / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        call_command(
            "makemessages",
            locale=list(TONGUES),
            ignore_patterns=NOT_OURS,
            extensions=["html", "txt", "py"],
            no_wrap=True,
            add_location="file",
            no_obsolete=True,
            verbosity=0,
        )

    def _check(self) -> None:
        lacking = [f"{source}: {sentence!r}" for source in sources() for sentence in missing(source)]
        stale = [f"{source}: not compiled" for source in sources() if not is_compiled(source)]
        if lacking or stale:
            raise CommandError("\n".join([*stale, *lacking]))


def sources() -> list[Path]:
    return sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))


def compiled(source: Path) -> Path:
    return source.with_suffix(".mo")


def catalogue(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file)


def in_binary(words: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, words)
    return file.getvalue()


def is_compiled(source: Path) -> bool:
    return compiled(source).exists() and compiled(source).read_bytes() == in_binary(catalogue(source))


def missing(source: Path) -> list[str]:
    """Sentences without a translation, or with a doubtful one."""
    found = [message for message in catalogue(source) if message.id]
    return [str(message.id) for message in found if message.fuzzy or not _said(message.string)]


def _said(words: str | list[str] | tuple[str, ...] | None) -> bool:
    return all(words) if isinstance(words, list | tuple) else bool(words)
