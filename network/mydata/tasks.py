"""An export is made in the background, and deleted by the clock."""

from datetime import timedelta
from functools import partial

from celery import shared_task
from django.utils import timezone, translation

from ground.files.keeping import field_of, keep
from network.mydata import actions, queries
from network.mydata.facts import ExportAsked
from network.mydata.models import Export, ExportPart
from realtime.jobs import outside
from realtime.jobs.outside import Priority, Result, Work

PART = field_of(ExportPart, "file")


@outside.on(ExportAsked, limit=timedelta(minutes=15), tries=4, priority=Priority.LATER)
def make(work: Work) -> Result:
    """Archive by archive: each is in memory alone, and in the storage before the next is begun."""
    assert work.event is not None
    export = Export.objects.select_related("member").get(pk=work.event.told.export_id)
    if export.state != "waits":
        return Result(idle=True)
    made: list[tuple[str, int]] = []
    try:
        with translation.override(export.member.language):
            for content in queries.packed(queries.entries_of(export.member, now=work.now()), work.now()):
                made.append((keep(PART, content, "zip"), len(content)))
    except queries.TooLarge:
        return Result(partial(_fail, export.pk, work))
    return Result(lambda: actions.finish(export.pk, made, now=work.now()))


def _fail(export_id: int, work: Work) -> None:
    actions.fail(export_id, Export.Why.LARGE, now=work.now())


@shared_task(name="network.mydata.sweep")
def sweep() -> None:
    """Exports whose week is over; what was never made; and accounts whose wait is over."""
    actions.delete_due(now=timezone.now())
    actions.give_up_due(now=timezone.now())
    actions.erase_due(now=timezone.now())
