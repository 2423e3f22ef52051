from celery import shared_task
from django.utils import timezone

from network.connections import actions


@shared_task(name="network.connections.sweep")
def sweep() -> None:
    """Requests that found no answer lapse."""
    actions.lapse_due(now=timezone.now())
