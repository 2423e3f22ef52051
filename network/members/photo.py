"""Photos: what a member sends is decoded and written anew, so no byte of theirs is ever served."""

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext as _

from ground.files import pictures
from ground.files.kinds import PICTURES, kind_of

MOST_BYTES = 5 * 1024 * 1024
SIDE = 512


@deconstructible
class PhotoStorage(FileSystemStorage):
    """Files under MEDIA_ROOT that only our own view serves. `photos/<member>/<version>.webp`."""

    def url(self, name: str | None) -> str:
        _folder, member, file = (name or "photos/0/0").split("/")
        return reverse("network:photo", args=[int(member)]) + "?v=" + file.removesuffix(".webp")


def path_of(member: Any, _name: str) -> str:
    return f"photos/{member.pk}/{get_random_string(10)}.webp"


def redrawn(file: IO[bytes], size: int) -> "ContentFile[bytes]":
    """The picture as a square WebP of at most 512 pixels, turned upright and without what the camera noted.

    Not inside a transaction: it takes up to a second. Raises ValidationError with code `large`, `kind` or what
    `pictures.square` raises.
    """
    if size > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 5 MB. Choose a smaller one."), code="large")
    content = file.read()
    kind = kind_of(content)
    if kind not in PICTURES or kind is None:
        words = _("This file is not a picture we can read. Send a JPEG, PNG, WebP or GIF.")
        raise ValidationError(words, code="kind")
    return ContentFile(pictures.square(content, kind, SIDE), name="photo.webp")
