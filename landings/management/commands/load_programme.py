"""Load a programme from its file: a new programme, or a new version of one that is there."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from landings.management.reading import refused_by
from landings.programmes import actions, documents
from landings.programmes.faults import Refused
from landings.programmes.schema import published_schema


class Command(BaseCommand):
    help = "Load a programme file (docs/programmes.md). What is wrong is refused with its line and the reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
        parser.add_argument("--schema", action="store_true", help="print the JSON Schema of such files instead")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"] or options["file"] is None:
            self.stdout.write(json.dumps(published_schema(), ensure_ascii=False, indent=2))
            return
        path: Path = options["file"]
        try:
            document = documents.load(path.read_bytes())
            version = actions.load(document, note=_("From the file %s") % path.name, now=timezone.now())
        except (OSError, Refused) as error:
            self.stderr.write(str(refused_by(path, error)))
            raise SystemExit(2) from None
        said = {"name": version.programme.name, "number": version.number, "slug": version.programme.slug}
        self.stdout.write(_("%(name)s (%(slug)s) is now at version %(number)d.") % said)
