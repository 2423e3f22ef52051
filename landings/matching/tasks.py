"""The clock of matching."""

from celery import shared_task
from django.utils import timezone

from landings.matching import actions


@shared_task(name="landings.matching.expire")
def expire() -> int:
    return actions.expire_due(now=timezone.now())
