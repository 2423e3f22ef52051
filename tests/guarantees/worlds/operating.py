"""What those who run the site reach."""

from django.db import transaction
from django.utils import timezone

from realtime.jobs.outside.models import OutsideJob
from realtime.jobs.queue import Job
from realtime.streams import open_stream, publish
from tests.guarantees.worlds import World, joins, world
from tests.realtime.facts_for_tests import Happened


@joins("operator")
def _runs_the_site(cast, member):
    member.is_staff = True
    member.save(update_fields=["is_staff"])


@world("job_id")
def _outbox(cast):
    with transaction.atomic():
        [event] = publish(Happened(what="x"), to=open_stream("test"), by=None, at=timezone.now())
    now = timezone.now()
    dead = Job.objects.create(event=event, handler="a.handler", due_at=now, attempts=8, dead_at=now, error="no")
    return World(other={"job_id": dead.pk}, absent={"job_id": 999999}, hidden=False)


@world("outside_id")
def _dead_letter(cast):
    now = timezone.now()
    job = OutsideJob.objects.create(kind="mail", key="a", made_at=now, due_at=now, attempts=9, dead_at=now, error="no")
    dead = {"outside_id": job.pk}
    return World(own={"operator": dead}, other=dead, absent={"outside_id": 999999}, hidden=False)
