from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from events.booths import facts
from events.booths.actions.locks import locked_to_dress
from events.booths.models import Sheet
from network.members.models import Member
from realtime import receipts
from realtime.streams import publish

MOST = 24


@transaction.atomic
def add_sheet(
    booth_id: int, *, title: str, text: str, file: "UploadedFile[bytes] | None", by: Member, key: str, now: datetime
) -> Sheet:
    """Lay out a sheet. The same key makes one only."""
    booth = locked_to_dress(booth_id, by)
    made = receipts.earlier(by.pk, key, "sheet", booth_id, title, text)
    if made:
        return Sheet.objects.get(pk=made)
    if booth.sheets.count() >= MOST:
        raise ValidationError(_("A booth has at most %(most)s sheets."), "many", {"most": MOST})
    sheet = Sheet(booth=booth, title=title, text=text, made_at=now, changed_at=now)
    _attach(sheet, file)
    sheet.save()
    receipts.keep(by.pk, key, "sheet", booth_id, title, text, result=sheet.pk)
    publish(facts.SheetAdded(booth_id=booth.pk, sheet_id=sheet.pk), to=booth.stream, by=by.pk, at=now)
    return sheet


@transaction.atomic
def change_sheet(
    sheet_id: int, *, title: str, text: str, file: "UploadedFile[bytes] | None", by: Member, now: datetime
) -> Sheet:
    """Reword a sheet. Without a new file the old one stays."""
    booth = locked_to_dress(Sheet.objects.get(pk=sheet_id).booth_id, by)
    sheet = Sheet.objects.get(pk=sheet_id)
    if (sheet.title, sheet.text) == (title, text) and not file:
        return sheet
    sheet.title, sheet.text, sheet.changed_at = title, text, now
    _attach(sheet, file)
    sheet.save()
    publish(facts.SheetChanged(booth_id=booth.pk, sheet_id=sheet.pk), to=booth.stream, by=by.pk, at=now)
    return sheet


@transaction.atomic
def remove_sheet(booth_id: int, *, sheet_id: int, by: Member, now: datetime) -> None:
    """Take a sheet away. One that is gone already changes nothing."""
    booth = locked_to_dress(booth_id, by)
    gone, _rows = Sheet.objects.filter(booth=booth, pk=sheet_id).delete()
    if gone:
        publish(facts.SheetRemoved(booth_id=booth.pk, sheet_id=sheet_id), to=booth.stream, by=by.pk, at=now)


def _attach(sheet: Sheet, file: "UploadedFile[bytes] | None") -> None:
    if file:
        sheet.file_name = (file.name or "sheet")[:120]
        sheet.file = file
