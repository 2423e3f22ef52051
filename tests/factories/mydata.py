"""Exports, made as the background makes them."""

from django.db import transaction
from django.utils import timezone

from ground.files.loose import LooseFile
from network.mydata import actions
from network.mydata.models import Export
from realtime.jobs.outside import attempts

KIND = "network.mydata.tasks.make"


def make_export(member, *, now=None):
    """Asked for and made, in this thread: not inside a transaction."""
    now = now or timezone.now()
    asked = actions.ask(by=member, now=now)
    attempts.run_due(now=now, only=[KIND])
    return Export.objects.get(pk=asked.pk)


def kept_export(member, *, now=None, content=b"PK"):
    """One that is made, where no work in the background is wanted."""
    now = now or timezone.now()
    asked = actions.ask(by=member, now=now)
    name = f"exports/of-{asked.pk}.zip"
    LooseFile.objects.create(name=name, due_at=now)
    with transaction.atomic():
        actions.finish(asked.pk, [(name, len(content))], now=now)
    return Export.objects.get(pk=asked.pk)
