"""Sealed PDFs: made once for each state of a version, kept, and handed out again with the same bytes.

To make one is outside work, so it stands in no transaction: a handler has it made after the signature, whoever asks
earlier has it made for them, and both come to the same bytes.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.files.keeping import field_of, forget, keep, take_up
from ground.tables import commits
from ground.tables.locks import locked
from ground.typeset.pdf import pdf
from network.signing.models import SealedPdf, SealedText, Signature
from network.signing.queries.printing import words_of

TEMPLATE: Final = Path(settings.BASE_DIR) / "templates" / "network" / "signing" / "sealed.typ"
FILE: Final = field_of(SealedPdf, "file")
log = logging.getLogger("kontor.signing")


def sealed_pdf(text: SealedText, *, now: datetime) -> bytes:
    """The PDF of a version with all its signatures: the one that is kept, else made from what was signed.

    Raises ValidationError (`broken`) where what we keep is not what was signed.
    """
    if not text.is_whole:
        raise ValidationError(_("What we keep is not what was signed, so there is no PDF of it."), code="broken")
    signatures = list(text.signatures.all())
    kept = text.pdfs.filter(signatures=len(signatures)).order_by("-pk").first()
    content = _read(kept) if kept else None
    return content or _make(text, signatures, now)


def _make(text: SealedText, signatures: Sequence[Signature], now: datetime) -> bytes:
    words = words_of(text, signatures)
    at = max((signature.signed_at for signature in signatures), default=text.sealed_at)
    content = pdf(TEMPLATE, words.data, exact=words.exact, at=at, unspelt=words.unspelt)
    _keep(text, len(signatures), content, now)
    return content


def _read(kept: SealedPdf) -> bytes | None:
    """Its bytes, if they are still those that were handed out."""
    if not kept.file.name:
        return None
    try:
        with kept.file.open("rb") as file:
            content = bytes(file.read())
    except Exception as error:  # whatever a storage raises: the PDF can be made anew
        log.warning("sealed PDF %s cannot be read: %s: %s", kept.pk, type(error).__name__, error)
        return None
    return content if _digest(content) == kept.digest else None


def _keep(text: SealedText, signatures: int, content: bytes, now: datetime) -> None:
    """Its digest always, its bytes if the storage takes them. Made twice at once, the later file is kept."""
    name = _stored(content)
    with transaction.atomic():
        values = {"signatures": signatures, "file": take_up(name) if name else "", "made_at": now}
        row, is_new = SealedPdf.objects.get_or_create(text=text, digest=_digest(content), defaults=values)
        if not is_new and name:
            row = locked(SealedPdf.objects).get(pk=row.pk)
            forget(row.file)
            row.file = name
            row.save(update_fields=["file"])


def _stored(content: bytes) -> str:
    """Raises InTransaction where one is open."""
    commits.refuse_in_transaction("making a PDF")
    try:
        return keep(FILE, content, "pdf")
    except Exception as error:  # whatever a storage raises: whoever asked gets the PDF all the same
        log.warning("a sealed PDF cannot be kept: %s: %s", type(error).__name__, error)
        return ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
