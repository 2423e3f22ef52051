"""Receipts as files: PDF, PNG or JPEG of at most five megabytes; pictures are drawn anew."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from ground.files import uploads
from ground.files.kinds import JPEG, PDF, PNG

KINDS = frozenset({PDF, PNG, JPEG})
ENDINGS = {kind.type: kind.ending for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A clean file. `digest` is of what was handed in, so that the same receipt is known again."""

    name: str
    type: str
    content: bytes
    digest: str

    def as_file(self) -> ContentFile[bytes]:
        """Under a name that tells nothing."""
        return ContentFile(self.content, name=f"{get_random_string(24)}.{ENDINGS[self.type]}")


def receipt_from(file: UploadedFile[bytes]) -> Receipt:
    """Not inside a transaction. Raises ValidationError as `uploads.taken` does."""
    clean = uploads.taken(file, KINDS, _("Only PDF, PNG and JPEG files are taken as receipts."))
    return Receipt(clean.name, clean.kind.type, clean.content, hashlib.sha256(clean.handed_in).hexdigest())
