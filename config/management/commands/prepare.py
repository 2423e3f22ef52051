"""What must be true before serving: tables, static files, and in the demo its people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from config.demo.loading import is_told
from config.serve import static_files


class Command(BaseCommand):
    help = "Bring the database and the static files up to date; with the demo's settings, load the demo."

    def handle(self, **options: Any) -> None:
        if _unapplied():
            self.stdout.write("Kontor: making the tables …")
            call_command("migrate", interactive=False, verbosity=0)
        if static_files.stale():
            self.stdout.write("Kontor: collecting the static files …")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            static_files.mark()
        if settings.DEMO and not is_told():
            self.stdout.write("Kontor: telling the demo's story …")
            call_command("load_demo", stdout=self.stdout)


def _unapplied() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
