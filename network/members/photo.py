"""Photos: what a member sends is decoded and written anew, so no byte of theirs is ever served."""

import io
import warnings
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 50_000_000
SIDE = 512
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


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

    Raises ValidationError with code `too_large`, `too_many_pixels` or `not_a_picture`.
    """
    if size > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 5 MB. Choose a smaller one."), code="too_large")
    picture = _decoded(file)
    side = min(SIDE, *picture.size)
    square = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGB"), (side, side))
    drawn = io.BytesIO()
    square.save(drawn, "WEBP", quality=82, method=4)
    return ContentFile(drawn.getvalue(), name="photo.webp")


def _decoded(file: IO[bytes]) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_many_pixels()
            picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        words = _("This file is not a picture we can read. Send a JPEG, PNG, WebP or GIF.")
        raise ValidationError(words, code="not_a_picture") from None
    return picture


def _too_many_pixels() -> ValidationError:
    return ValidationError(_("The picture has too many pixels. Choose a smaller one."), code="too_many_pixels")
