from celery import shared_task
from django.utils import timezone

from landings.impact import actions


@shared_task(name="landings.impact.sweep")
def sweep() -> None:
    """Figures that three firms or more have added to are published."""
    actions.publish_all(now=timezone.now())
