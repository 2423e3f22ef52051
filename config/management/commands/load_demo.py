"""`manage.py load_demo`: tell the demo's story, once."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.loading import is_told, tell_all


class Command(BaseCommand):
    help = "Load the demo: fictional members, firms, forums, a show and a hundred landings. Does nothing a second time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--leave-notices", action="store_true", help="a worker is to start next: it tells them")

    def handle(self, *args: Any, leave_notices: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's log-ins are known to everyone: it is loaded with the demo's settings only.")
        if is_told():
            self.stdout.write("The demo is there already.")
            return
        for chapter, seconds in tell_all(leave_notices=leave_notices):
            self.stdout.write(f"  {chapter:<14}{seconds:5.1f} s")
