"""The clock of placements."""

from celery import shared_task
from django.utils import timezone

from landings.placements import actions


@shared_task(name="landings.placements.turn")
def turn() -> int:
    return actions.begin_and_end_due(now=timezone.now())
