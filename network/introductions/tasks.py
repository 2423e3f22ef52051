from celery import shared_task
from django.utils import timezone

from network.introductions import actions


@shared_task(name="network.introductions.sweep")
def sweep() -> None:
    """Remind once, then expire."""
    actions.remind_due(now=timezone.now())
    actions.expire_due(now=timezone.now())
