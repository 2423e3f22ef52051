import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ground.files import uploads
from tests.factories.pictures import make_picture

SIDE = 512


def drawn_of(file):
    return Image.open(io.BytesIO(uploads.square_picture(file, 10, SIDE)))


def refusal(file, size=None):
    with pytest.raises(ValidationError) as refused:
        uploads.square_picture(file, file.size if size is None else size, SIDE)
    return refused.value.code


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("GIF", "P")])
def test_a_picture_becomes_a_square_webp(kind, mode):
    drawn = drawn_of(make_picture(900, 600, kind, mode=mode))
    assert (drawn.format, drawn.size) == ("WEBP", (512, 512))


def test_a_small_picture_is_not_blown_up():
    assert drawn_of(make_picture(60, 40)).size == (40, 40)


def test_nothing_the_camera_noted_is_kept():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    drawn = uploads.square_picture(make_picture(exif=exif.tobytes()), 10, SIDE)
    assert b"SecretCamera" not in drawn
    assert dict(Image.open(io.BytesIO(drawn)).getexif()) == {}


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg onload=alert(1)>", b"%PDF-1.7\n%%EOF", b"PK\x03\x04"],
)
def test_what_is_no_picture_is_refused(content):
    assert refusal(SimpleUploadedFile("me.png", content), size=10) == "kind"


@pytest.mark.parametrize("content", [b"GIF89a<script>alert(1)</script>", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_what_only_begins_like_a_picture_is_refused(content):
    assert refusal(SimpleUploadedFile("me.png", content), size=10) == "damaged"


def test_half_a_picture_is_refused():
    whole = make_picture(900, 900).read()
    assert refusal(SimpleUploadedFile("me.jpg", whole[: len(whole) // 2])) == "damaged"


def test_a_large_file_is_refused_unread():
    assert refusal(make_picture(), size=uploads.LARGEST + 1) == "large"


def test_a_small_file_of_very_many_pixels_is_refused():
    assert refusal(make_picture(7000, 7000, "PNG", mode="1")) == "pixels"
