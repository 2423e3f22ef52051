import io
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.files import kinds
from ground.files.kinds import kind_of
from tests.factories.documents import MAIN, NAMED, OOXML, make_archive, make_odf, make_ooxml
from tests.factories.pictures import make_picture

MIB = 1024 * 1024


@pytest.mark.parametrize("kind", [*MAIN, *NAMED])
def test_office_documents_are_known_by_what_is_in_them(kind):
    content = make_ooxml(kind) if kind in MAIN else make_odf(kind)
    assert kind_of(content, ending=".exe").ending == kind


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pictures_are_known_by_how_they_begin(form):
    assert kind_of(make_picture(9, 9, form).read(), ending=".pdf").name == form


def test_a_pdf_is_known_by_how_it_begins():
    assert kind_of(b"%PDF-1.7\n%%EOF", ending=".docx") is kinds.PDF


@pytest.mark.parametrize(
    ("content", "ending", "kind"),
    [
        (b"name,price\r\nM\xc3\xbcller,3\n", ".csv", kinds.CSV),
        (b"M\xfcller;3\n", ".CSV", kinds.CSV),
        ("Grüße".encode("utf-16"), ".txt", kinds.TXT),
        (b"\xef\xbb\xbfname", ".txt", kinds.TXT),
        (b"<script>", ".txt", kinds.TXT),
        (b"name,price", ".xlsx", None),
        (b"name,price", "", None),
        (b"a\0b", ".txt", None),
        (b"MZ\x90\0\x03", ".txt", None),
        (b"\x1b[2J", ".txt", None),
        (b"\x7fELF", ".csv", None),
    ],
)
def test_text_is_text_by_its_ending_and_without_a_control_character(content, ending, kind):
    assert kind_of(content, ending=ending) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90 a program",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        b"<html><script>",
        b"",
        make_archive(("readme.txt", "hello")),
        make_archive(("word/document.xml", "")),
        make_archive(("a.xml", ""), ("mimetype", "application/vnd.oasis.opendocument.text")),
        make_archive(("mimetype", "application/epub+zip")),
        make_archive(("mimetype", "application/vnd.oasis.opendocument.text-template")),
        make_ooxml("docx")[:-10],
        b"PK\x03\x04",
        b"PK\x03\x04" + b"PK\x05\x06" + bytes(18),
    ],
    ids=range(12),
)
def test_what_is_none_of_these_is_none(content):
    assert kind_of(content, ending=".docx") is None


@pytest.mark.parametrize(
    "content",
    [
        make_ooxml("docx", ("word/vbaProject.bin", "x")),
        make_ooxml("xlsx", ("xl/macrosheets/sheet1.xml", "x")),
        make_ooxml("docx", ("word/activeX/activeX1.bin", "x")),
        make_ooxml("docx", types="application/vnd.ms-word.document.macroEnabled.main+xml"),
        make_ooxml("docx", types=f'{OOXML}{MAIN["docx"]}.main+xml" x="application/vnd.ms-excel.sheet.macroEnabled'),
        make_odf("odt", ("Basic/Standard/script-lb.xml", "x")),
        make_odf("ods", ("Scripts/python/evil.py", "x")),
    ],
    ids=range(7),
)
def test_documents_with_macros_are_none(content):
    assert kind_of(content) is None


def test_a_document_that_is_two_kinds_is_none():
    both = f'{OOXML}{MAIN["docx"]}.main+xml" b="{OOXML}{MAIN["xlsx"]}.main+xml"'
    assert kind_of(make_ooxml("docx", types=both)) is None


def test_a_bomb_stays_folded():
    """Two hundred megabytes of nothing in two hundred kilobytes, and where the part that names the kind is the bomb."""
    bombs = [
        make_ooxml("docx", ("word/document.xml", bytes(201 * MIB))),
        make_archive(("[Content_Types].xml", bytes(150 * MIB))),
        make_archive(("mimetype", bytes(150 * MIB))),
    ]
    tracemalloc.start()
    found = [kind_of(bomb) for bomb in bombs]
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [None, None, None]
    assert peak < 4 * MIB


def test_a_directory_without_end_is_not_read():
    many = make_archive(*((f"{number:06}", "") for number in range(6000)))
    assert kind_of(many) is None
    # What an archive says a second time, for giants, is not believed either.
    at = many.rfind(b"PK\x05\x06")
    assert many[at - 20 : at - 16] != b"PK\x06\x07"
    small = bytearray(make_ooxml("docx"))
    at = small.rfind(b"PK\x05\x06")
    giant = small[:at] + b"PK\x06\x07" + bytes(16) + small[at:]
    struct.pack_into("<L", giant, at + 20 + 16, struct.unpack_from("<L", small, at + 16)[0])
    assert kind_of(bytes(giant)) is None


def test_what_is_kept_secret_is_none():
    content = bytearray(make_ooxml("docx"))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        at = archive.start_dir
    content[at + 8] |= 1
    assert kind_of(bytes(content)) is None


@given(st.binary(max_size=300), st.sampled_from(["", ".txt", ".docx"]))
def test_nothing_fails_to_be_told(content, ending):
    for beginning in (b"", b"PK\x03\x04", b"%PDF-"):
        found = kind_of(beginning + content, ending=ending)
        assert found is None or isinstance(found, kinds.Kind)


@given(st.data())
def test_a_broken_archive_is_a_document_or_none(data):
    content = bytearray(make_ooxml("docx"))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert kind_of(bytes(content)) in (None, kinds.DOCX)
