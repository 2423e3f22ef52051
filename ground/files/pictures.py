"""Pictures that members send, drawn anew: small, upright, and without what they carried along.

A picture of a few kilobytes may unfold to gigabytes. So its size is told from its header before anything is unfolded,
one is drawn at a time in a process, it is made smaller while it is unfolded where its kind allows (JPEG), else band by
band, and it is turned when it is small: 150 MB at the most, which a test measures. It takes up to a second: inside
a transaction it is refused.
"""

import io
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil, floor, sqrt
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from ground.files.kinds import JPEG, PNG, WEBP, Kind
from ground.tables import commits

MOST_PIXELS: Final = 16_000_000
# A WebP is unfolded into four copies of itself.
MOST_PIXELS_OF: Final = {WEBP: 8_000_000}
MOST_SIDE: Final = 32_000
"""Each row costs its own few bytes too, and a picture one pixel high is a single band."""
MOST_COEFFICIENTS: Final = 50_000_000
"""Of a JPEG that comes in several scans: they are all kept, whatever size is wanted."""
MOST_SCANS: Final = 100
BAND: Final = 1_000_000
"""Pixels that are taken out of a large picture at once."""
PATIENCE: Final = 20.0
"""Seconds that one waits for its turn."""
ORIENTATION: Final = 0x0112
UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
UNREADABLE: Final = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, struct.error)

Size = tuple[int, int]
Box = tuple[int, int, int, int]
_one = threading.Lock()


def square(content: bytes, kind: Kind, side: int) -> bytes:
    """The middle of a picture as a WebP of `side` by `side` pixels, or fewer where it has fewer.

    Raises ValidationError: `pixels`, `damaged`, `busy`.
    """

    def frame(width: int, height: int) -> tuple[Box, Size]:
        whole = min(width, height)
        left, top = (width - whole) // 2, (height - whole) // 2
        return (left, top, left + whole, top + whole), (min(side, whole), min(side, whole))

    return _encoded(_drawn(content, kind, frame, at_least=side), "WEBP", quality=82, method=4)


def bounded(content: bytes, kind: Kind, pixels: int) -> bytes:
    """A whole PNG, JPEG or WebP as one of its own kind with at most so many pixels. Raises as `square` does."""

    def frame(width: int, height: int) -> tuple[Box, Size]:
        scale = min(1.0, sqrt(pixels / (width * height)))
        return (0, 0, width, height), (max(1, floor(width * scale)), max(1, floor(height * scale)))

    picture = _drawn(content, kind, frame, pixels=pixels)
    return _encoded(picture, kind.name, **({} if kind is PNG else {"quality": 85}))


def _drawn(
    content: bytes,
    kind: Kind,
    frame: Callable[[int, int], tuple[Box, Size]],
    *,
    at_least: int = 0,
    pixels: int = MOST_PIXELS,
) -> Image.Image:
    commits.refuse_in_transaction("drawing a picture")
    try:
        _check_size(kind, *_size_in_header(content, kind))
        with _one_at_a_time(), Image.open(io.BytesIO(content), formats=[kind.name]) as picture:
            _check_size(kind, *picture.size)
            if kind is JPEG:
                _check_scans(content, picture)
                _halve(picture, at_least, pixels)
            picture.load()
            turn = UPRIGHT.get(picture.getexif().get(ORIENTATION, 1))
            small = _in_bands(picture, *frame(*picture.size))
        return small if turn is None else small.transpose(turn)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except UNREADABLE:
        words = _("This picture cannot be read. Take it once more.")
        raise ValidationError(words, code="damaged") from None


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _one.acquire(timeout=PATIENCE):
        raise ValidationError(_("Many pictures are being sent at the moment. Try again in a minute."), code="busy")
    try:
        yield
    finally:
        _one.release()


def _size_in_header(content: bytes, kind: Kind) -> Size:
    """Of a WebP, whose reader takes the room for the whole picture as soon as it is opened."""
    if kind is not WEBP:
        return 1, 1
    form, head = content[12:16], content[20:30]
    if form == b"VP8X":
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    if form == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF


def _check_size(kind: Kind, width: int, height: int) -> None:
    if width * height > MOST_PIXELS_OF.get(kind, MOST_PIXELS):
        raise _too_many_pixels()
    if max(width, height) > MOST_SIDE:
        words = _("The picture is too long for its width: at most %d pixels a side, please.") % MOST_SIDE
        raise ValidationError(words, code="pixels")


def _check_scans(content: bytes, picture: Image.Image) -> None:
    """Each scan goes over the whole picture again, and a small file may have thousands."""
    if content.count(b"\xff\xda") > MOST_SCANS:
        raise ValueError("too many scans")
    if picture.info.get("progressive") and picture.width * picture.height * len(picture.getbands()) > MOST_COEFFICIENTS:
        raise _too_many_pixels()


def _halve(picture: Image.Image, at_least: int, pixels: int) -> None:
    """Have the decoder make it half, a quarter or an eighth as large, but no smaller than what is wanted of it."""
    if at_least:
        picture.draft(None, (max(at_least, 1), max(at_least, 1)))
    elif picture.width * picture.height > pixels:
        picture.draft(None, (max(picture.width // 2, 1), max(picture.height // 2, 1)))


def _in_bands(picture: Image.Image, box: Box, size: Size) -> Image.Image:
    """What stands in the box, in this size and on white. Never are there two large pictures at once."""
    left, top, right, bottom = box
    small = Image.new("RGB", size)
    step = (bottom - top) / size[1]
    rows = max(1, int(BAND / (right - left) / step))
    for row in range(0, size[1], rows):
        first, last = top + row * step, min(bottom, top + (row + rows) * step)
        band = _on_white(picture.crop((left, floor(first), right, min(bottom, ceil(last)))))
        part = (0, first - floor(first), right - left, min(band.height, last - floor(first)))
        height = min(rows, size[1] - row)
        small.paste(band.resize((size[0], height), Image.Resampling.BOX, box=part), (0, row))
    return small


def _on_white(band: Image.Image) -> Image.Image:
    if not band.has_transparency_data:
        return band.convert("RGB")
    clear = band.convert("RGBA")
    sheet = Image.new("RGB", band.size, "white")
    sheet.paste(clear.convert("RGB"), mask=clear.getchannel("A"))
    return sheet


def _encoded(picture: Image.Image, form: str, **options: int) -> bytes:
    made = io.BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()


def _too_many_pixels() -> ValidationError:
    words = _("The picture has too many pixels: at most 16 million, please. A smaller one is enough.")
    return ValidationError(words, code="pixels")
