from celery import shared_task
from django.utils import timezone

from landings.letters import actions


@shared_task(name="landings.letters.sweep")
def sweep() -> None:
    """Letters fall due, then the links that are due go out."""
    actions.raise_due(now=timezone.now())
    actions.send_due(now=timezone.now())
