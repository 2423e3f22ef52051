"""Asking for all that is one's own, and what becomes of it. It is made outside any transaction (`tasks.py`)."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.files.keeping import forget, take_up
from ground.tables.locks import locked
from ground.ui.moments import day_in_words, local_day
from ground.web import idempotency
from network.members.models import Member
from network.mydata import queries, rules
from network.mydata.facts import ExportAsked, ExportDeleted, ExportFailed, ExportMade
from network.mydata.models import Export, ExportPart
from realtime.streams import open_stream, publish

Kept = Sequence[tuple[str, int]]
"""Of each part the name of its file, which is loose until then, and its size in bytes."""


@transaction.atomic
def ask(*, by: Member, key: str = "", now: datetime) -> Export:
    """Have it made in the background. Raises ValidationError: `waits`, where one is being made; `often`."""
    locked(Member.objects).get(pk=by.pk)
    if earlier := idempotency.earlier(by.pk, key, "export"):
        return idempotency.made_before(Export.objects.all(), earlier)
    if Export.objects.of(by).being_made().exists():
        raise ValidationError(_("It is being put together already. You get a mail when it is ready."), code="waits")
    lately = Export.objects.of(by).filter(asked_at__gt=now - rules.A_WEEK, failed_at=None)
    if again_at := rules.asks_again_at(list(lately.values_list("asked_at", flat=True)), now):
        words = _("You have asked %(n)d times within a week. You can ask again from %(day)s.")
        raise ValidationError(words % {"n": rules.MOST_A_WEEK, "day": day_in_words(local_day(again_at))}, code="often")
    export = Export.objects.create(stream=open_stream("export"), member=by, asked_at=now)
    idempotency.keep(by.pk, key, "export", result=export.pk)
    publish(ExportAsked(export_id=export.pk), to=export.stream, by=by.pk, at=now)
    return export


def finish(export_id: int, parts: Kept, *, now: datetime) -> None:
    """It is there, for a week. Call it in the transaction that marks the work as done: twice is once."""
    export = locked(Export.objects.select_related("stream")).get(pk=export_id)
    if export.state != "waits":
        return
    for number, (name, size) in enumerate(parts, 1):
        ExportPart.objects.create(export=export, number=number, file=take_up(name), size=size)
    export.be_made(now)
    export.save()
    publish(ExportMade(export_id=export.pk), to=export.stream, by=None, at=now)


def fail(export_id: int, why: str, *, now: datetime) -> None:
    """It is not made. Call it in such a transaction: twice is once."""
    export = locked(Export.objects.select_related("stream")).get(pk=export_id)
    if export.state == "waits":
        _fail_step(export, why, now)


def note_fetched(export_id: int, *, now: datetime) -> None:
    Export.objects.filter(pk=export_id).update(fetched_at=now)


@transaction.atomic
def delete(export_id: int, *, by: Member, now: datetime) -> None:
    """Before its week is over. Raises Export.DoesNotExist, and ValidationError (`not_now`) where there is nothing."""
    export = locked(Export.objects.select_related("stream")).get(pk=export_id)
    if export.member_id != by.pk:
        raise PermissionDenied
    if not rules.may_delete(export, by.pk):
        raise ValidationError(_("It is not there any more."), code="not_now")
    _delete_step(export, by=by.pk, now=now)


@transaction.atomic
def delete_due(*, now: datetime, limit: int = 50) -> int:
    """What its week is over. How many."""
    due = Export.objects.select_related("stream").filter(pk__in=queries.to_delete(now, limit)).order_by("pk")
    found = [one for one in locked(due, skip_locked=True) if one.state == "made"]
    for export in found:
        _delete_step(export, by=None, now=now)
    return len(found)


@transaction.atomic
def give_up_due(*, now: datetime, limit: int = 50) -> int:
    """What was not made within a day is not made any more: its owner may ask again. How many."""
    late = Export.objects.select_related("stream").being_made().filter(asked_at__lte=now - rules.GIVEN_UP_AFTER)
    found = list(locked(late.order_by("pk"), skip_locked=True)[:limit])
    for export in found:
        _fail_step(export, Export.Why.BROKEN, now)
    return len(found)


def _fail_step(export: Export, why: str, now: datetime) -> None:
    export.fail(why, now)
    export.save()
    publish(ExportFailed(export_id=export.pk), to=export.stream, by=None, at=now)


def _delete_step(export: Export, *, by: int | None, now: datetime) -> None:
    for part in export.parts.all():
        forget(part.file)
    export.parts.all().delete()
    export.gone_at = now
    export.save(update_fields=["gone_at"])
    publish(ExportDeleted(export_id=export.pk), to=export.stream, by=by, at=now)
