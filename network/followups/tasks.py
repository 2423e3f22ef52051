from celery import shared_task
from django.utils import timezone

from network.followups import actions
from network.followups.kinds import all_services


@shared_task(name="network.followups.sweep")
def sweep() -> None:
    """Of every service: follow-ups fall due, then the links that are due go out."""
    for service in all_services():
        actions.raise_due(service, now=timezone.now())
        actions.send_due(service, now=timezone.now())
