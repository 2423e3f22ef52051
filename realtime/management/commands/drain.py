"""Ask the processes that serve sockets, one after the other, to send them elsewhere and to end: a rolling restart.

Whatever supervises them starts them anew, with the code that is there now.
"""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

import redis
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from realtime.nodes import roster
from realtime.nodes.draining import GRACE, WITHIN
from realtime.nodes.roster import TTL

LOOK = 0.2
COMES_BACK = 30.0
NO_REDIS = "Redis does not answer: without it, end the processes by SIGTERM instead."


class Command(BaseCommand):
    help = "Drains the processes that serve sockets, one after the other. Needs Redis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nodes", nargs="*", help="which, as --list names them; all of them, if none is named")
        parser.add_argument("--within", type=float, default=WITHIN, help="seconds in which the sockets are to move")
        parser.add_argument("--list", action="store_true", help="only say which there are")

    def handle(self, *args: Any, **options: Any) -> None:
        there = {node.id: node for node in self._told()}
        if options["list"]:
            for node in there.values():
                self.stdout.write(f"{node.id} {node.host} {node.pid} {node.sockets} sockets")
            return
        if unknown := set(options["nodes"]) - set(there):
            raise CommandError(f"No process is called {', '.join(sorted(unknown))}. --list says which there are.")
        if not there:
            raise CommandError(f"No process has said in the last {TTL} seconds that it serves sockets.")
        names = options["nodes"] or list(there)
        for ended, name in enumerate(names, 1):
            self._drain(there[name], options["within"])
            if ended < len(names) and not options["nodes"]:
                self._wait_for_new(ended, set(there))

    def _told(self) -> list[roster.Node]:
        if not settings.REDIS_URL:
            raise CommandError(NO_REDIS)
        try:
            return roster.told()
        except redis.RedisError as error:
            raise CommandError(NO_REDIS) from error

    def _is_so(self, what: Callable[[list[roster.Node]], bool]) -> bool:
        """False, too, where Redis says nothing for a moment: nobody is taken for gone, or for new, by that."""
        try:
            return what(roster.told())
        except redis.RedisError:
            return False

    def _wait_for_new(self, wanted: int, before: set[str]) -> None:
        """The next one ends only when another is there in place of each that has ended."""
        end = time.monotonic() + COMES_BACK
        while not self._is_so(lambda told: sum(node.id not in before for node in told) >= wanted):
            if time.monotonic() > end:
                raise CommandError("Nothing has come in its place; nothing more is drained.")
            time.sleep(LOOK)

    def _drain(self, node: roster.Node, within: float) -> None:
        if not roster.ask_to_drain(node.id, within):
            raise CommandError(NO_REDIS)
        self.stdout.write(f"{node.id}: {node.sockets} sockets are asked to move in {within:g} s …")
        end = time.monotonic() + within + GRACE + TTL
        while not self._is_so(lambda told: all(one.id != node.id for one in told)):
            if time.monotonic() > end:
                raise CommandError(f"{node.id} is still there; nothing more is drained.")
            time.sleep(LOOK)
        self.stdout.write(f"{node.id}: gone.")
