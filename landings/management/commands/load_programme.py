"""Load a programme from its file: a new programme, or a new version of one that is there."""

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.eligibility.faults import Refused
from landings.management.reading import refused_by
from landings.programmes import actions
from landings.programmes.models import Officer, ProgrammeVersion
from landings.programmes.rules import documents
from landings.programmes.rules.schema import published_schema
from network.members.models import Member


class Command(BaseCommand):
    help = "Load a programme file (docs/programmes.md). What is wrong is refused with its line and the reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
        parser.add_argument(
            "--officer",
            action="append",
            default=[],
            metavar="ADDRESS",
            help="a member who decides on its applications; without one it takes none",
        )
        parser.add_argument("--schema", action="store_true", help="print the JSON Schema of such files instead")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"] or options["file"] is None:
            self.stdout.write(json.dumps(published_schema(), ensure_ascii=False, indent=2))
            return
        path: Path = options["file"]
        try:
            version = self.load(path, options["officer"])
        except (OSError, Refused) as error:
            self.stderr.write(str(refused_by(path, error)))
            raise SystemExit(2) from None
        said = {"name": version.programme.name, "number": version.number, "slug": version.programme.slug}
        self.stdout.write(_("%(name)s (%(slug)s) is now at version %(number)d.") % said)
        if not version.programme.has_officer:
            hint = _("Nobody decides on applications to it yet, so it takes none: load it once more with --officer.")
            self.stderr.write(hint)

    @transaction.atomic
    def load(self, path: Path, addresses: list[str]) -> ProgrammeVersion:
        """All of it, or nothing."""
        document = documents.load(path.read_bytes())
        officers = [self.member_at(address) for address in addresses]
        now = timezone.now()
        version = actions.load(document, note=_("From the file %s") % path.name, now=now)
        for officer in officers:
            self.appoint(version, officer, now)
        return version

    def appoint(self, version: ProgrammeVersion, officer: Member, now: datetime) -> None:
        try:
            actions.appoint(version.programme_id, member=officer, role=Officer.Role.OFFICER, by=None, now=now)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def member_at(self, address: str) -> Member:
        found = Member.objects.here().filter(email__iexact=address).first()
        if found is None:
            words = _("No member has the address %(address)s. Ask them to sign up first. Nothing was loaded.")
            raise CommandError(words % {"address": address})
        return found
