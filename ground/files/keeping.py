"""Where files are kept: in the storage that the site's settings name (`MEDIA_STORAGE`), for every feature alike.

No file has an address of its own: a view asks who may have it and hands it out, so that a bucket may stay closed.

The storage knows no transactions, and may let one wait: so bytes are written before the transaction that refers to
them, and deleted after the one that no longer does. Between the two a file is *loose*, which a row of its own says:
what stays loose, because something failed or a process ended, is found by that row and deleted by a sweep.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.fields.files import FieldFile, FileField
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from ground.files.loose import LooseFile
from ground.tables import commits

log = logging.getLogger("kontor.files")
UNSPOKEN = "application/octet-stream"
LOOSE_FOR: Final = timedelta(days=1)
"""So long may the transaction that refers to a file come after its bytes."""


def field_of(model: type[models.Model], name: str) -> FileField:
    """The field of a model that files are kept for."""
    field = model._meta.get_field(name)
    assert isinstance(field, FileField)
    return field


@contextmanager
def kept(field: FileField, content: bytes, ending: str, *, of: models.Model | None = None) -> Iterator[str]:
    """Bytes in the storage, and the name under which the transaction within may `take_up` them for this field.

    The name tells nothing. What is not taken up is deleted. Raises InTransaction where one is open already.
    """
    commits.refuse_in_transaction("writing a file")
    name = keep(field, content, ending, of=of)
    try:
        yield name
    finally:
        _delete(LooseFile.objects.filter(name=name))


def keep(field: FileField, content: bytes, ending: str, *, of: models.Model | None = None) -> str:
    """The same where what refers to it is written later, within a day. The row comes first: no byte is without one."""
    commits.refuse_in_transaction("writing a file")
    wanted = field.generate_filename(of or field.model(), f"{get_random_string(24)}.{ending}")
    loose = LooseFile.objects.create(name=wanted, due_at=timezone.now() + LOOSE_FOR)
    commits.let_go()
    name = default_storage.save(wanted, ContentFile(content), max_length=field.max_length)
    if name != wanted:
        LooseFile.objects.filter(pk=loose.pk).update(name=name)
    return name


def take_up(name: str) -> str:
    """Inside the transaction that refers to it: from its commit on the file is no longer loose.

    Raises ValidationError: `gone`, where it was loose for so long that it was deleted.
    """
    if not LooseFile.objects.filter(name=name, leaving_at=None).delete()[0]:
        raise ValidationError(_("The file was not kept. Send it once more."), code="gone")
    return name


def forget(file: FieldFile) -> None:
    """Delete it when the transaction is done; that it is gone already, or cannot be reached now, stops nobody: then a
    sweep deletes it.
    """
    if name := file.name:
        LooseFile.objects.get_or_create(name=name, defaults={"due_at": timezone.now()})
        transaction.on_commit(lambda: _delete(LooseFile.objects.filter(name=name)), robust=True)


def sweep(*, now: datetime, until: Callable[[], bool] = lambda: True) -> int:
    """Delete what is loose and overdue, one after the other `until` it says no. How many are gone."""
    commits.refuse_in_transaction("deleting files")
    gone, last = 0, 0
    while until():
        due = LooseFile.objects.filter(due_at__lte=now, pk__gt=last).order_by("pk")
        last = due.values_list("pk", flat=True).first() or 0
        if not last:
            break
        gone += _delete(LooseFile.objects.filter(pk=last))
    return gone


def _delete(loose: models.QuerySet[LooseFile]) -> bool:
    """Marked first, so that nobody takes it up meanwhile; and its row goes last, so that a failure is tried again."""
    if not loose.exists():
        return False
    loose.filter(leaving_at=None).update(leaving_at=timezone.now(), due_at=timezone.now())
    row = loose.exclude(leaving_at=None).first()
    if row is None:
        return False
    try:
        default_storage.delete(row.name)
    except Exception as error:  # of whichever storage; the sweep comes again
        log.warning("file %s could not be deleted: %s: %s", row.name, type(error).__name__, error)
        return False
    row.delete()
    return True


def inline(file: FieldFile, type: str) -> HttpResponse:
    """A file that we made ourselves, such as a picture drawn anew. Raises Http404 where nothing is kept."""
    return HttpResponse(_content(file), content_type=type)


def attachment(file: FieldFile, name: str, type: str = UNSPOKEN) -> HttpResponse:
    """A kept file, to be saved. Raises Http404 where nothing is kept."""
    return to_save(_content(file), name, type)


def to_save(content: bytes, name: str, type: str = UNSPOKEN) -> HttpResponse:
    """A file to be saved, never shown as a page of ours. It has a few MB at most, so it is sent in one piece."""
    answer = HttpResponse(content, content_type=type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _content(file: FieldFile) -> Any:
    if not file.name:
        raise Http404
    try:
        with file.open("rb") as kept:
            return kept.read()
    except FileNotFoundError:
        raise Http404 from None
