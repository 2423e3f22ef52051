"""The chapters in their order, told in one transaction: the demo is there whole, or not at all."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from time import perf_counter

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config.demo import (
    bookmarks,
    copies,
    follows,
    history,
    house,
    journey,
    meetings,
    people,
    places,
    praise,
    shows,
    talk,
    talks,
    ties,
)
from config.demo.story import Story
from network.members.models import Member
from realtime.jobs import queue

CHAPTERS = [
    people,
    house,
    places,
    history,
    talk,
    bookmarks,
    meetings,
    ties,
    talks,
    journey,
    shows,
    follows,
    praise,
    copies,
]
REMEMBERED = timedelta(days=6)


def is_told() -> bool:
    return Member.objects.filter(email=settings.DEMO_LOG_INS[0][1]).exists()


def tell_all(now: datetime | None = None, *, leave_notices: bool = False) -> Iterator[tuple[str, float]]:
    """Tell each chapter as of `now`, the present if none is given. Gives its name and how many seconds it took.

    `leave_notices` leaves trays and mails to the worker, who is to start next and finds them in the outbox.
    """
    story = Story(now=now or timezone.now())
    with transaction.atomic():
        for chapter in CHAPTERS:
            began = perf_counter()
            chapter.tell(story)
            yield chapter.__name__.rpartition(".")[2], perf_counter() - began
        # What was to be told of long ago was told then: only the last days reach the trays.
        queue.Job.objects.filter(due_at__lt=story.now - REMEMBERED).delete()
    if not leave_notices:
        began = perf_counter()
        queue.run_all()
        yield "notices", perf_counter() - began
