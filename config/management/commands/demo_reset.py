"""The demo, anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config.serve.directory_lock import AlreadyRunning, hold


class Command(BaseCommand):
    help = "Throw the demo's database and files away and make them anew. Asks nothing; refuses outside the demo."

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("These are not the demo's settings. Nothing was removed.")
        database = Path(settings.DATABASES["default"]["NAME"])
        if not settings.SQLITE or settings.VAR_DIR.resolve() not in database.resolve().parents:
            raise CommandError(
                "DATABASE_URL names a database outside the demo's own directory. Nothing was removed: empty that "
                "database yourself, then start Kontor."
            )
        try:
            with hold(settings.VAR_DIR):
                self.reset(database)
        except AlreadyRunning as running:
            raise CommandError(f"{running} Stop it first. Nothing was removed.") from None

    def reset(self, database: Path) -> None:
        connections.close_all()
        for part in ("", "-wal", "-shm", "-journal"):
            Path(f"{database}{part}").unlink(missing_ok=True)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        call_command("prepare", stdout=self.stdout)
        self.stdout.write("Kontor: the demo is as new.")
