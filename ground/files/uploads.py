"""Files that members send: known by what is in them, pictures drawn anew, under a name that fits what they are."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.files import kinds, pictures
from ground.files.kinds import Kind

LARGEST: Final = 5 * 1024 * 1024
MOST_PIXELS: Final = 4_000_000
"""Of a picture that is kept whole: a page of small print can still be read."""

# What a field for a file carries, so that files.js refuses a file as it is chosen.
BOUND: Final[dict[str, Any]] = {
    "data-most": LARGEST,
    "data-too-large": gettext_lazy("This file is larger than 5 MB. Choose a smaller one."),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A clean file. `handed_in` is what came, of which `content` was made."""

    name: str
    kind: Kind
    content: bytes
    handed_in: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of what was handed in, so that the same file is known again."""
        return hashlib.sha256(self.handed_in).hexdigest()


def taken(file: "UploadedFile[bytes]", kinds_taken: frozenset[Kind], refusal: str) -> Upload:
    """Raises ValidationError: `empty`, `large`, `kind` in the words of the refusal, `damaged`, `pixels`, `busy`."""
    handed_in = read(file)
    kind = kinds.kind_of(handed_in, ending=PurePath(file.name or "").suffix)
    if kind not in kinds_taken or kind is None:
        raise ValidationError(refusal, code="kind")
    return Upload(plain_name(file.name, kind), kind, _clean(handed_in, kind), handed_in)


def square_picture(file: IO[bytes], size: int, side: int) -> bytes:
    """The middle of a picture as a WebP of at most `side` pixels a side, upright, without what the camera noted.

    `size` in bytes. Raises ValidationError with code `large`, `kind` or what `pictures.square` raises.
    """
    if size > LARGEST:
        raise ValidationError(_("The picture is larger than 5 MB. Choose a smaller one."), code="large")
    content = file.read()
    kind = kinds.kind_of(content)
    if kind not in kinds.PICTURES or kind is None:
        words = _("This file is not a picture we can read. Send a JPEG, PNG, WebP or GIF.")
        raise ValidationError(words, code="kind")
    return pictures.square(content, kind, side)


def read(file: "UploadedFile[bytes]") -> bytes:
    """Raises ValidationError: `empty`, `large`."""
    if not file.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if file.size > LARGEST:
        words = _("The file has %(size)s; at most 5 MB, please.") % {"size": filesizeformat(file.size)}
        raise ValidationError(words, code="large")
    return bytes(file.read())


def plain_name(name: str | None, kind: Kind) -> str:
    """The file's own name, safe in a header, with the ending of what it is."""
    stem = re.sub(r"[^\w .()-]+", "_", PurePath(name or "file").stem)[:100].strip(" ._") or "file"
    return f"{stem}.{kind.ending}"


def _clean(content: bytes, kind: Kind) -> bytes:
    if kind in kinds.PICTURES:
        return pictures.bounded(content, kind, MOST_PIXELS)
    if kind is kinds.PDF and not kinds.is_whole_pdf(content):
        raise ValidationError(_("This PDF is not complete. Save it once more and try again."), code="damaged")
    return content
