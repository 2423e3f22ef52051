"""`manage.py keep_desks`: work items are made what is true now. Twice does nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from network.desk import actions


class Command(BaseCommand):
    help = "Compare what waits on desks with what is true, and mend it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--changed", action="store_true", help="only where this release lets something else wait")

    def handle(self, *, changed: bool, **options: Any) -> None:
        keep = actions.keep_changed if changed else actions.mend
        if count := keep(now=timezone.now()).total():
            self.stdout.write(f"Kontor: {count} work items of desks were not as they should be, and are now")
