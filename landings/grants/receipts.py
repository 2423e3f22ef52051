"""Receipts as files: PDF, PNG or JPEG of at most five megabytes; images are decoded and encoded anew."""

import hashlib
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
PDF = b"%PDF-"
TYPES = {"PDF": "application/pdf", "PNG": "image/png", "JPEG": "image/jpeg"}
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


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
    """Raises ValidationError (`empty`, `large`, `kind`, `damaged`)."""
    if not file.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if file.size > LARGEST:
        raise ValidationError(_("The file is larger than 5 MB. A photo at medium size is enough."), code="large")
    handed_in = file.read()
    digest = hashlib.sha256(handed_in).hexdigest()
    if handed_in.startswith(PDF):
        return Receipt(_plain_name(file.name, "pdf"), TYPES["PDF"], _whole_pdf(handed_in), digest)
    kind, content = _drawn_anew(handed_in)
    return Receipt(_plain_name(file.name, ENDINGS[kind]), kind, content, digest)


def _whole_pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise ValidationError(_("This PDF is not complete. Save it once more and try again."), code="damaged")
    return content


def _drawn_anew(content: bytes) -> tuple[str, bytes]:
    """The picture without what it carried along: place, camera, other people's code."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as picture:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _check_size(picture)
            form = str(picture.format)
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            bare = Image.new("RGB", upright.size)
            bare.paste(upright)
    except ValidationError:
        raise
    except UnidentifiedImageError:
        raise ValidationError(_("Only PDF, PNG and JPEG files are taken as receipts."), code="kind") from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_("This picture cannot be read. Take it once more."), code="damaged") from None
    made = io.BytesIO()
    bare.save(made, form, **({"quality": 85} if form == "JPEG" else {}))
    return TYPES[form], made.getvalue()


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise ValidationError(_("This picture has too many pixels. A smaller one is enough."), code="large")


def _plain_name(name: str | None, ending: str) -> str:
    """The file's own name, safe in a header, for whoever saves it."""
    stem = re.sub(r"[^\w .()-]+", "_", PurePath(name or "receipt").stem)[:100].strip(" ._") or "receipt"
    return f"{stem}.{ending}"
