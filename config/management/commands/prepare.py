"""What must be true before serving: tables, static files, and in the demo its people."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from config import baseline
from config.database import unanswered
from config.demo.loading import is_told
from config.serve import static_files


class Command(BaseCommand):
    help = "Bring the database and the static files up to date. In the demo, load it; its notices are the worker's."

    def handle(self, **options: Any) -> None:
        # Much is made here and little thrown away: looking for garbage as often as usual takes a quarter of the time.
        gc.set_threshold(100_000, 10, 10)
        unapplied = self.unapplied()
        with self.static_files_meanwhile():
            if unapplied:
                self.stdout.write("Kontor: making the tables …")
                call_command("migrate", interactive=False, verbosity=0)
            self.tell_story()
            call_command("render_posts", stdout=self.stdout)
            call_command("index_words", stdout=self.stdout)
            call_command("register_dealings", stdout=self.stdout)
            call_command("keep_desks", changed=True, stdout=self.stdout)

    @contextlib.contextmanager
    def static_files_meanwhile(self) -> Iterator[None]:
        """Collect them in a process of its own, for it needs no database; they are in use when this closes."""
        if not static_files.stale():
            yield
            return
        self.stdout.write("Kontor: collecting the static files …")
        words = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        with static_files.draft() as room:
            environ = {**os.environ, "STATIC_ROOT": str(room)}
            with subprocess.Popen(words, cwd=settings.BASE_DIR, env=environ) as collecting:
                yield
            if collecting.returncode:
                raise CommandError("The static files could not be collected; the reason stands above.")
            static_files.publish(room)
            static_files.mark()

    def tell_story(self) -> None:
        if settings.DEMO and not is_told():
            self.stdout.write("Kontor: telling the demo's story …")
            call_command("demo", leave_notices=True, stdout=self.stdout)

    def unapplied(self) -> bool:
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            words, way_on = baseline.refusal(connection)
            if words:
                raise CommandError(f"{words}\n{way_on}")
            executor = MigrationExecutor(connection)
        except OperationalError as error:
            raise CommandError(unanswered(error)) from None
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
