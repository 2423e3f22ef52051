"""`manage.py register_dealings`: what was done before dealings were kept is registered. Twice does nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from network.dealings.actions import register_missing


class Command(BaseCommand):
    help = "Register the meetings held and the stays that ended before an update brought dealings."

    def handle(self, **options: Any) -> None:
        if count := register_missing():
            self.stdout.write(f"Kontor: registered {count} dealings")
