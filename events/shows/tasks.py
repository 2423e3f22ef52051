"""The clock of shows: doors open at the first hour and close after the last."""

from celery import shared_task
from django.utils import timezone

from events.shows import actions


@shared_task(name="events.shows.sweep")
def sweep() -> int:
    return actions.turn_with_the_clock(now=timezone.now())
