"""After a backup was restored: give every stream a new epoch, so that nobody goes on from a history that is no more."""

from typing import Any

from django.core.management.base import BaseCommand

from realtime import streams


class Command(BaseCommand):
    help = "Gives every stream a new epoch. Run it once after a backup was restored, before the site opens again."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = streams.begin_new_epochs()
        self.stdout.write(f"{changed} streams have a new epoch; who followed one before fetches its page anew.")
