"""`manage.py render_posts`: draw posts again that an earlier version of the renderer drew. Twice does nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from network.forums import actions


class Command(BaseCommand):
    help = "Draw posts again that an earlier version drew: their links, mentions and bounds are then today's."

    def handle(self, **options: Any) -> None:
        if count := actions.render_anew():
            self.stdout.write(f"Kontor: drew {count} posts again")
