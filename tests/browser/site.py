"""Kontor's own web server and worker as separate processes, on the database of the tests."""

import contextlib
import os
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from django.test import Client

from config.serve import children, household, listening

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class Site:
    """A site to look at with a browser. It keeps its address while its web process dies and comes back.

    `module` is what is run as its web server, `more` what that finds in its environment beside the rest.
    """

    def __init__(self, module="config.serve.web", **more):
        self.module, self.more = module, more
        self.line = listening.listen("127.0.0.1", 0)
        self.address = listening.address(self.line).rstrip("/")
        self.web = None
        # Set by kill_web: from then on a browser may complain that nobody answers.
        self.was_killed = False

    def start_web(self):
        """Start the web process and wait until it answers."""
        child = household.web(self.line.fileno(), self._environ())
        child.command = self.command_of(child)
        with contextlib.closing(listening.Knock(self.line)) as knock:
            self.web = child.start(time.monotonic())
            end = time.monotonic() + PATIENCE
            while not knock.answered():
                assert self.web.poll() is None, "the web process ended before it answered"
                assert time.monotonic() < end, "the web process does not answer"

    def command_of(self, child):
        return [self.module if word == "config.serve.web" else word for word in child.command]

    def start_another(self, *words):
        """One more web process at the same address, with more words on its command line."""
        child = household.web(self.line.fileno(), self._environ())
        child.command = [*child.command, *words]
        with contextlib.closing(listening.Knock(self.line)) as knock:
            process = child.start(time.monotonic())
            end = time.monotonic() + PATIENCE
            while not knock.answered():
                assert process.poll() is None, "the web process ended before it answered"
                assert time.monotonic() < end, "the web process does not answer"
        return process

    def kill_web(self):
        """End the web process as a crash does: no goodbye to any socket."""
        self.was_killed = True
        children.sweep(self.web)

    def restart_web(self):
        if self.web.poll() is None:
            self.stop_web()
        self.start_web()

    def stop_web(self):
        children.stop(self.web, patience=PATIENCE)

    @contextlib.contextmanager
    def worker(self):
        """A Celery worker with the clock, as in production, for as long as this is open."""
        room = Path(os.environ["KONTOR_VAR"])
        process = household.worker(room, self._environ()).start(time.monotonic())
        try:
            yield process
        finally:
            children.stop(process, patience=PATIENCE)
            (room / "beat").unlink(missing_ok=True)

    def cookie_of(self, member):
        """A session of the member, made through the database: what the browser holds after logging in."""
        client = Client()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.address}

    def close(self):
        if self.web and self.web.poll() is None:
            self.stop_web()
        self.line.close()

    def _environ(self):
        return {**os.environ, "DATABASE_URL": address_of_database(), "SITE_URL": self.address, **self.more}


def address_of_database():
    """Of the database that the tests are using at this moment, which is not the one that DATABASE_URL names."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
