from celery import shared_task
from django.utils import timezone

from network.bookmarks import actions


@shared_task(name="network.bookmarks.sweep")
def sweep() -> None:
    """Reminders whose moment has come are told."""
    actions.remind_due(now=timezone.now())
