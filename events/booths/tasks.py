"""The clock of the floor: who came, went, took up duty."""

from celery import shared_task
from django.utils import timezone

from events.booths import actions, queries
from events.booths.models import Booth


@shared_task(name="events.floors.sweep")
def sweep() -> int:
    """Returns at how many booths something stirred."""
    now, stirred = timezone.now(), 0
    for hall in queries.open_halls():
        booths = list(Booth.objects.filter(hall=hall, withdrawn_at=None).order_by("pk"))
        stirred += len(actions.stir(hall.pk, queries.attendance_at(booths, now), now=now))
    return stirred
