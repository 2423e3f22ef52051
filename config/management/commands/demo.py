"""`manage.py demo`: tell the demo's story, once; `--size large` adds many thousands to it."""

from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.database import place
from config.demo import loading
from config.demo.large import loading as large
from config.demo.large.sizes import LARGE, SMALLEST, Size

COUNTS = ("members", "posts", "landings")


class Command(BaseCommand):
    help = (
        "Load the demo: fictional members, firms, forums, a show and a hundred landings. Does nothing a second time. "
        "With --size large a million posts, 100,000 members and 10,000 landings more, to measure lists by."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--leave-notices", action="store_true", help="a worker is to start next: it tells them")
        parser.add_argument("--size", choices=["small", "large"], default="small", help="small, if nothing is said")
        parser.add_argument("--scale", type=float, default=1.0, help="of large: 0.1 is a tenth of everything")
        for name in COUNTS:
            parser.add_argument(f"--{name}", type=int, help=f"of large: so many {name}, whatever the scale")

    def handle(self, *args: Any, leave_notices: bool, size: str, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's log-ins are known to everyone: it is loaded with the demo's settings only.")
        wanted = self.size_of(options) if size == "large" else None
        if wanted and not large.is_nothing_else_here():
            raise CommandError(
                f"{place()} holds more than the demo: the large one is not mixed with it. Nothing was written. "
                "Give it a database of its own by DATABASE_URL."
            )
        self.tell_story(leave_notices)
        if wanted:
            self.tell_large(wanted)

    def size_of(self, options: dict[str, Any]) -> Size:
        """Raises CommandError in words where there would be too little of something, or too much."""
        if not 0 < options["scale"] <= 10:
            raise CommandError("--scale is more than 0 and at most 10.")
        given = {name: options[name] for name in COUNTS if options[name] is not None}
        size = replace(LARGE.times(options["scale"]), **given)
        for name in COUNTS:
            if getattr(size, name) < getattr(SMALLEST, name):
                raise CommandError(f"{getattr(size, name)} {name} are too few: at least {getattr(SMALLEST, name)}.")
        if size.landings > size.members:
            raise CommandError("At most as many landings as members: there would be too few firms for more.")
        return size

    def tell_story(self, leave_notices: bool) -> None:
        if loading.is_told():
            self.stdout.write("The demo is there already.")
            return
        for chapter, seconds in loading.tell_all(leave_notices=leave_notices):
            self.stdout.write(f"  {chapter:<14}{seconds:5.1f} s")

    def tell_large(self, size: Size) -> None:
        if large.is_told():
            self.stdout.write("The large demo is there already. For another size begin with an empty database.")
            return
        self.stdout.write(
            f"The large demo: {size.members:,} members, {size.posts:,} posts, {size.landings:,} landings …"
        )
        told = large.tell_all(size, said=lambda step: self.stdout.write(f"  {step} …"))
        self.stdout.write(f"\n  {'table':<32}{'rows':>12}{'rows/s':>12}   (while the database takes them)")
        for name, rows, seconds in sorted(told.tables):
            self.stdout.write(f"  {name:<32}{rows:>12,}{rows / max(seconds, 1e-6):>12,.0f}")
        self.stdout.write("")
        for step, seconds in told.steps:
            self.stdout.write(f"  {step:<32}{seconds:>12,.1f} s")
        all_in_all = told.rows / max(told.seconds, 1e-6)
        self.stdout.write(f"  {'in all':<32}{told.rows:>12,} rows in {told.seconds:,.1f} s: {all_in_all:,.0f} a second")
