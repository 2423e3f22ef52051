"""What those who run the site reach."""

from django.db import transaction
from django.utils import timezone

from realtime.outbox import Outbox
from realtime.streams import open_stream, publish
from tests.guarantees.worlds import World, joins, world
from tests.realtime.facts_for_tests import Happened


@joins("operator")
def _runs_the_site(cast, member):
    member.is_staff = True
    member.save(update_fields=["is_staff"])


@world("outbox_id")
def _outbox(cast):
    with transaction.atomic():
        [event] = publish(Happened(what="x"), to=open_stream("test"), by=None, at=timezone.now())
    now = timezone.now()
    dead = Outbox.objects.create(event=event, reaction="a.reaction", due_at=now, attempts=8, dead_at=now, error="no")
    return World(other={"outbox_id": dead.pk}, absent={"outbox_id": 999999}, hidden=False)
