from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from events.booths import facts
from events.booths.actions.locks import locked_to_dress
from events.booths.models import Sheet
from ground.files.keeping import field_of, forget, kept, take_up
from ground.web import idempotency
from network.members.models import Member
from realtime.streams import publish

MOST = 24
FILE = field_of(Sheet, "file")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file's own name, and the one under which it is kept."""

    name: str
    kept: str


def add_sheet(
    booth_id: int, *, title: str, text: str, file: "UploadedFile[bytes] | None", by: Member, key: str, now: datetime
) -> Sheet:
    """Lay out a sheet. The same key makes one only. Raises ValidationError: `many`, `gone`."""
    with _kept(file) as paper:
        return _add_sheet(booth_id, title, text, paper, by, key, now)


@transaction.atomic
def _add_sheet(booth_id: int, title: str, text: str, paper: Paper | None, by: Member, key: str, now: datetime) -> Sheet:
    booth = locked_to_dress(booth_id, by)
    content = ("sheet", booth_id, title, text, paper.name if paper else "")
    made = idempotency.earlier(by.pk, key, *content)
    if made:
        return idempotency.made_before(Sheet.objects.all(), made)
    if booth.sheets.count() >= MOST:
        raise ValidationError(_("A booth has at most %(most)s sheets."), "many", {"most": MOST})
    sheet = Sheet(booth=booth, title=title, text=text, made_at=now, changed_at=now)
    _attach(sheet, paper)
    sheet.save()
    idempotency.keep(by.pk, key, *content, result=sheet.pk)
    publish(facts.SheetAdded(booth_id=booth.pk, sheet_id=sheet.pk), to=booth.stream, by=by.pk, at=now)
    return sheet


def change_sheet(
    sheet_id: int, *, title: str, text: str, file: "UploadedFile[bytes] | None", by: Member, now: datetime
) -> Sheet:
    """Reword a sheet. Without a new file the old one stays. Raises ValidationError: `gone`."""
    with _kept(file) as paper:
        return _change_sheet(sheet_id, title, text, paper, by, now)


@transaction.atomic
def _change_sheet(sheet_id: int, title: str, text: str, paper: Paper | None, by: Member, now: datetime) -> Sheet:
    booth = locked_to_dress(Sheet.objects.get(pk=sheet_id).booth_id, by)
    sheet = Sheet.objects.get(pk=sheet_id)
    if (sheet.title, sheet.text) == (title, text) and not paper:
        return sheet
    sheet.title, sheet.text, sheet.changed_at = title, text, now
    _attach(sheet, paper)
    sheet.save()
    publish(facts.SheetChanged(booth_id=booth.pk, sheet_id=sheet.pk), to=booth.stream, by=by.pk, at=now)
    return sheet


@transaction.atomic
def remove_sheet(booth_id: int, *, sheet_id: int, by: Member, now: datetime) -> None:
    """Take a sheet away. One that is gone already changes nothing."""
    booth = locked_to_dress(booth_id, by)
    sheet = Sheet.objects.filter(booth=booth, pk=sheet_id).first()
    if sheet:
        forget(sheet.file)
        sheet.delete()
        publish(facts.SheetRemoved(booth_id=booth.pk, sheet_id=sheet_id), to=booth.stream, by=by.pk, at=now)


@contextmanager
def _kept(file: "UploadedFile[bytes] | None") -> Iterator[Paper | None]:
    if not file:
        yield None
        return
    name = file.name or "sheet"
    with kept(FILE, file.read(), PurePath(name).suffix.lstrip(".")) as where:
        yield Paper(name[:120], where)


def _attach(sheet: Sheet, paper: Paper | None) -> None:
    if paper:
        forget(sheet.file)
        sheet.file_name, sheet.file = paper.name, take_up(paper.kept)
