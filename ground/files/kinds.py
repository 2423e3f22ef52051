"""What a file is, told by what is in it. Its name and what the browser says of it are only words.

Office documents are archives. Of an archive its directory is read, and the one small part that names its kind; whatever
else it would unfold to stays folded.
"""

import codecs
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

MIB: Final = 1024 * 1024
LARGEST_DIRECTORY: Final = MIB // 4
MOST_UNFOLDED: Final = 200 * MIB
LARGEST_PART: Final = MIB // 4
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_LONG_END: Final = b"PK\x06\x07"
_IS_SECRET: Final = 0x1


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` as people and Pillow say it."""

    name: str
    ending: str
    type: str


PDF = Kind("PDF", "pdf", "application/pdf")
PNG = Kind("PNG", "png", "image/png")
JPEG = Kind("JPEG", "jpg", "image/jpeg")
WEBP = Kind("WEBP", "webp", "image/webp")
GIF = Kind("GIF", "gif", "image/gif")
TXT = Kind("TXT", "txt", "text/plain")
CSV = Kind("CSV", "csv", "text/csv")
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
DOCX = Kind("DOCX", "docx", f"{_OOXML}wordprocessingml.document")
XLSX = Kind("XLSX", "xlsx", f"{_OOXML}spreadsheetml.sheet")
PPTX = Kind("PPTX", "pptx", f"{_OOXML}presentationml.presentation")
ODT = Kind("ODT", "odt", f"{_ODF}text")
ODS = Kind("ODS", "ods", f"{_ODF}spreadsheet")
ODP = Kind("ODP", "odp", f"{_ODF}presentation")
PICTURES = frozenset({PNG, JPEG, WEBP, GIF})
TEXTS = frozenset({TXT, CSV})
OFFICE = frozenset({DOCX, XLSX, PPTX, ODT, ODS, ODP})

_BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
)
# What holds macros: they run where the document is opened.
_LIVELY = ("vbaproject", "macrosheets/", "basic/", "scripts/", "activex/")


def kind_of(content: bytes, *, ending: str = "") -> Kind | None:
    """What the whole of a file is; None where it is nothing that we take, or could do harm where it is opened.

    Plain text looks like any other: of it alone the name's ending says what it is.
    """
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    text = next((kind for kind in TEXTS if kind.ending == ending.lower().lstrip(".")), None)
    return text if text and is_text(content) else None


def is_whole_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def is_text(content: bytes) -> bool:
    """In UTF-8, UTF-16 with its mark, or the one byte a letter of Western spreadsheets; no control characters."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _reads(content, "utf-16")
    return _reads(content, "utf-8-sig") or _reads(content, "cp1252")


def _reads(content: bytes, code: str) -> bool:
    try:
        text = content.decode(code)
    except UnicodeDecodeError:
        return False
    return all(letter >= " " or letter in "\t\r\n\f" for letter in text) and "\x7f" not in text


def _office(content: bytes) -> Kind | None:
    if not _has_small_directory(content):
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _kind_in(archive)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, struct.error, zlib.error):
        return None


def _has_small_directory(content: bytes) -> bool:
    """The archive's end says how long its directory is; one that says it a second time, for giants, is not read."""
    at = content.rfind(_END, -_END_SIZE - 0xFFFF)
    if at < 0 or len(content) < at + _END_SIZE or content[at - 20 : at - 16] == _LONG_END:
        return False
    (size,) = struct.unpack_from("<L", content, at + 12)
    return bool(size <= LARGEST_DIRECTORY)


def _kind_in(archive: zipfile.ZipFile) -> Kind | None:
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if sum(part.file_size for part in parts) > MOST_UNFOLDED or any(part.flag_bits & _IS_SECRET for part in parts):
        return None
    if any(lively in name for name in names for lively in _LIVELY):
        return None
    if names and names[0] == "mimetype":
        return _named(OFFICE, _part(archive, "mimetype").strip())
    types = _part(archive, "[Content_Types].xml")
    if "macroenabled" in types.lower():
        return None
    found = [kind for kind in (DOCX, XLSX, PPTX) if f'"{kind.type}.main+xml"' in types]
    return found[0] if len(found) == 1 else None


def _part(archive: zipfile.ZipFile, name: str) -> str:
    """A part's text, as far as it may go; empty where there is none."""
    if name not in archive.namelist():
        return ""
    with archive.open(name) as part:
        text = part.read(LARGEST_PART)
    return text.decode("utf-16" if text[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8", "replace")


def _named(kinds: frozenset[Kind], type: str) -> Kind | None:
    return next((kind for kind in kinds if kind.type == type), None)
