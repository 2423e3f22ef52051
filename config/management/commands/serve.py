"""Kontor in one command: a private Redis, a worker with its clock, and the web server."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.serve import household, listening, private_redis
from config.serve.directory_lock import AlreadyRunning, hold
from config.serve.listening import CannotListen
from config.serve.private_redis import NoRedis
from config.serve.supervisor import EndedEarly, Supervisor

NOT_HERE = 2


class Command(BaseCommand):
    help = "Serve Kontor, with all that it needs, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="0 takes any that is free")
        parser.add_argument(
            "--prepare", action="store_true", help="first bring database, static files and demo up to date"
        )

    def handle(self, *, host: str, port: int, prepare: bool, **options: Any) -> None:
        try:
            with ExitStack() as closing:
                mine = closing.enter_context(hold(settings.VAR_DIR))
                line = closing.enter_context(listening.listen(host, port))
                room = private_redis.make_room()
                closing.callback(shutil.rmtree, room, ignore_errors=True)
                mine.write(address=listening.address(line), room=room)
                self.supervise(line, room, prepare=prepare)
        except (AlreadyRunning, CannotListen, NoRedis) as refusal:
            self.say(str(refusal))
            sys.exit(NOT_HERE)
        except EndedEarly as error:
            self.say(f"{error} What it said is above.")
            sys.exit(1)

    def supervise(self, line: socket.socket, room: Path, *, prepare: bool) -> None:
        environ = {**os.environ}
        environ.setdefault("SITE_URL", listening.address(line).rstrip("/"))
        supervisor = Supervisor(self.say)
        supervisor.listen_to_signals()
        try:
            if not settings.REDIS_URL:
                self.start_redis(supervisor, room, environ)
            if prepare:
                supervisor.run_to_end(household.preparation(environ))
            if not supervisor.stopping.is_set():
                supervisor.add(household.worker(room, environ))
                supervisor.add(household.web(line.fileno(), environ))
            with contextlib.closing(listening.Knock(line)) as knock:
                supervisor.wait_until(knock.answered)
            if not supervisor.stopping.is_set():
                self.welcome(listening.address(line))
            supervisor.watch()
        finally:
            supervisor.stop()
        self.say("stopped.")

    def start_redis(self, supervisor: Supervisor, room: Path, environ: dict[str, str]) -> None:
        server = private_redis.find_server(environ.get("PATH"))
        process = supervisor.add(household.redis(server, room, environ))
        private_redis.wait_for(process, room)
        environ["REDIS_URL"] = private_redis.url(room)

    def welcome(self, address: str) -> None:
        self.say(f"open {address}")
        if settings.DEMO:
            width = max((len(email) for _, email, _ in settings.DEMO_LOG_INS), default=0)
            self.stdout.write("\n  The demo's log-ins (or one click on its front page):")
            for role, email, password in settings.DEMO_LOG_INS:
                self.stdout.write(f"    {role:<13} {email:<{width}}  {password}")
            self.stdout.write("")
        self.say("Ctrl-C stops it.")

    def say(self, words: str) -> None:
        self.stdout.write(f"Kontor: {words}")
        self.stdout.flush()
