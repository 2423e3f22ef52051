import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ground.files.uploads import LARGEST
from landings.grants.forms import receipt_from
from tests.factories.landings_grants import a_pdf, a_picture


def test_a_pdf_is_kept_as_it_is():
    file = a_pdf("hotel")
    receipt = receipt_from(file)
    file.seek(0)
    assert (receipt.kind.type, receipt.name, receipt.content) == ("application/pdf", "receipt.pdf", file.read())


@pytest.mark.parametrize(("form", "kind"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_is_decoded_and_encoded_anew(form, kind):
    receipt = receipt_from(a_picture(form))
    assert receipt.kind.type == kind
    assert Image.open(io.BytesIO(receipt.content)).size == (40, 30)


def test_what_a_photo_carries_along_is_dropped():
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Secret Camera"
    Image.new("RGB", (8, 8)).save(made, "JPEG", exif=exif, comment=b"<script>")
    receipt = receipt_from(SimpleUploadedFile("a.jpg", made.getvalue()))
    assert b"Secret Camera" not in receipt.content and b"<script>" not in receipt.content


def test_what_hangs_behind_a_picture_is_dropped():
    file = a_picture()
    receipt = receipt_from(SimpleUploadedFile("a.png", file.read() + b"PK\x03\x04 more"))
    assert b"more" not in receipt.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90 a program", "kind"),
        (b"<svg onload=alert(1)>", "kind"),
        (b"GIF89a" + b"\x00" * 40, "kind"),
        (b"%PDF-1.7 cut off", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, "damaged"),
        (b"x" * (LARGEST + 1), "large"),
    ],
)
def test_other_files_are_refused_in_words(content, code):
    with pytest.raises(ValidationError) as refused:
        receipt_from(SimpleUploadedFile("receipt.pdf", content))
    assert refused.value.code == code


def test_a_picture_cut_off_is_refused():
    whole = a_picture("JPEG", size=(400, 300)).read()
    with pytest.raises(ValidationError) as refused:
        receipt_from(SimpleUploadedFile("a.jpg", whole[: len(whole) // 2]))
    assert refused.value.code == "damaged"


def test_a_picture_that_unfolds_too_far_is_refused():
    made = io.BytesIO()
    Image.new("1", (9000, 9000)).save(made, "PNG")
    with pytest.raises(ValidationError) as refused:
        receipt_from(SimpleUploadedFile("a.png", made.getvalue()))
    assert refused.value.code == "pixels"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b_Set-Cookie_ x.pdf"),
        ("فاتورة.pdf", "فاتورة.pdf"),
        (".pdf", "pdf.pdf"),
        ("x" * 300 + ".exe", "x" * 100 + ".pdf"),
    ],
)
def test_names_are_made_safe(name, kept):
    file = a_pdf()
    file._name = name
    assert receipt_from(file).name == kept
