"""Ask the processes that serve sockets, one after the other, to send them elsewhere and to end: a rolling restart.

Whatever supervises them starts them anew, with the code that is there now.
"""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from realtime import roster
from realtime.draining import GRACE, WITHIN
from realtime.roster import TTL

LOOK = 0.2
COMES_BACK = 30.0


class Command(BaseCommand):
    help = "Drains the processes that serve sockets, one after the other. Needs Redis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nodes", nargs="*", help="which, as --list names them; all of them, if none is named")
        parser.add_argument("--within", type=float, default=WITHIN, help="seconds in which the sockets are to move")
        parser.add_argument("--list", action="store_true", help="only say which there are")

    def handle(self, *args: Any, **options: Any) -> None:
        there = {node.id: node for node in roster.known()}
        if options["list"]:
            for node in there.values():
                self.stdout.write(f"{node.id} {node.host} {node.pid} {node.sockets} sockets")
            return
        if unknown := set(options["nodes"]) - set(there):
            raise CommandError(f"No process is called {', '.join(sorted(unknown))}. --list says which there are.")
        names = options["nodes"] or list(there)
        for ended, name in enumerate(names, 1):
            self._drain(there[name], options["within"])
            if ended < len(names):
                self._wait_for_new(ended, set(there))

    def _wait_for_new(self, wanted: int, before: set[str]) -> None:
        """The next one ends only when another is there in place of each that has ended."""
        end = time.monotonic() + COMES_BACK
        while sum(node.id not in before for node in roster.known()) < wanted:
            if time.monotonic() > end:
                raise CommandError("Nothing has come in its place; nothing more is drained.")
            time.sleep(LOOK)

    def _drain(self, node: roster.Node, within: float) -> None:
        if not roster.ask_to_drain(node.id, within):
            raise CommandError("Redis did not take it: without Redis, end the processes by SIGTERM instead.")
        self.stdout.write(f"{node.id}: {node.sockets} sockets are asked to move in {within:g} s …")
        end = time.monotonic() + within + GRACE + TTL
        while any(one.id == node.id for one in roster.known()):
            if time.monotonic() > end:
                raise CommandError(f"{node.id} is still there; nothing more is drained.")
            time.sleep(LOOK)
        self.stdout.write(f"{node.id}: gone.")
