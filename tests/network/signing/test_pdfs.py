"""Sealed PDFs: made once for each state of a version, kept, and the same bytes again."""

import logging
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from pypdf import PdfReader

from ground.tables.commits import InTransaction
from network.signing.actions import pdfs
from network.signing.models import SealedPdf, SealedText
from network.signing.queries.sent_in import Found, found_in
from tests.network.signing.treaties import sign

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def signed(treaties):
    text = treaties.seal("two barrels", NOW)
    sign(text, NOW, "argo", "Ada", title="Captain")
    return text


class Maker:
    """Makes no PDF, but at once; `made` tells how many signatures each shows."""

    def __init__(self):
        self.made, self.fonts = [], "old fonts"

    def __call__(self, template, data, *, exact, at, unspelt):
        self.made.append(len(data["signatures"]))
        return f"%PDF {exact['seal']} {at} {self.fonts}".encode()


@pytest.fixture
def maker(monkeypatch):
    maker = Maker()
    monkeypatch.setattr(pdfs, "pdf", maker)
    return maker


def test_the_pdf_holds_what_was_signed_and_its_document_verifies_the_seal(signed, settings):
    settings.SITE_URL = "https://kontor.example"
    content = pdfs.sealed_pdf(signed, now=NOW)
    reader = PdfReader(BytesIO(content))
    read = " ".join(page.extract_text() for page in reader.pages)

    for words in ("A treaty", "herring", "two barrels", "Ada", "Captain", "for the Argo", "JST", "UTC", signed.seal):
        assert words in read
    assert "Version 1" in read and "Page 1 of 1" in read
    assert sha256(reader.attachments["document.json"][0]).hexdigest() == signed.seal
    links = [link.get_object()["/A"]["/URI"] for page in reader.pages for link in page.get("/Annots", [])]
    assert set(links) == {f"https://kontor.example/sealed/{signed.seal}/"}
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {(595, 842)}


def test_it_is_made_once_and_kept(signed, maker):
    first = pdfs.sealed_pdf(signed, now=NOW)
    assert pdfs.sealed_pdf(signed, now=LATER) == first
    row = SealedPdf.objects.get()
    assert (row.text, row.signatures, row.digest, row.made_at) == (signed, 1, sha256(first).hexdigest(), NOW)
    assert maker.made == [1] and default_storage.exists(row.file.name) and row.file.name.startswith("sealed/")


def test_one_signature_more_is_another_pdf(signed, maker):
    pdfs.sealed_pdf(signed, now=NOW)
    sign(signed, LATER, "dawn", "Bo")
    pdfs.sealed_pdf(signed, now=LATER)
    assert maker.made == [1, 2]
    assert list(SealedPdf.objects.order_by("pk").values_list("signatures", flat=True)) == [1, 2]


@pytest.mark.parametrize("fault", ["gone", "changed", "never kept"])
def test_a_file_that_is_not_there_as_it_was_is_made_again(signed, maker, fault):
    first, row = pdfs.sealed_pdf(signed, now=NOW), SealedPdf.objects.get()
    if fault == "never kept":
        SealedPdf.objects.update(file="")
    else:
        default_storage.delete(row.file.name)
    if fault == "changed":
        default_storage.save(row.file.name, BytesIO(b"%PDF else"))

    assert pdfs.sealed_pdf(signed, now=LATER) == first
    row = SealedPdf.objects.get()
    with row.file.open("rb") as file:
        assert file.read() == first


def test_made_anew_by_other_fonts_both_are_known(signed, maker):
    first = pdfs.sealed_pdf(signed, now=NOW)
    default_storage.delete(SealedPdf.objects.get().file.name)
    maker.fonts = "new fonts"
    second = pdfs.sealed_pdf(signed, now=LATER)

    assert first != second == pdfs.sealed_pdf(signed, now=LATER)
    known = [found_in(signed, sha256(content).hexdigest()) for content in (first, second)]
    assert known == [Found(number=1, is_this=True, signed_at=NOW, signed_since=False)] * 2


def test_a_storage_that_is_away_keeps_nobody_from_the_pdf(signed, maker, monkeypatch, caplog):
    def away(*args, **kwargs):
        raise RuntimeError("no bucket")

    with monkeypatch.context() as storage_away, caplog.at_level(logging.WARNING):
        storage_away.setattr(default_storage, "save", away)
        first = pdfs.sealed_pdf(signed, now=NOW)
    assert first.startswith(b"%PDF") and "cannot be kept" in caplog.text
    assert found_in(signed, sha256(first).hexdigest()).is_this
    assert pdfs.sealed_pdf(signed, now=NOW) == first and SealedPdf.objects.get().file


def test_what_is_not_what_was_signed_has_no_pdf(signed, maker):
    SealedText.objects.update(document={**signed.document, "terms": "all the barrels"})
    signed.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        pdfs.sealed_pdf(signed, now=NOW)
    assert refused.value.code == "broken" and maker.made == []


def test_within_a_transaction_it_is_not_made_to_be_kept(signed, maker):
    with transaction.atomic(), pytest.raises(InTransaction):
        pdfs.sealed_pdf(signed, now=NOW)


def test_a_file_is_told_by_its_bytes_and_by_the_thing_it_is_of(signed, treaties, maker):
    sent = [sha256(pdfs.sealed_pdf(signed, now=NOW)).hexdigest()]
    sign(signed, LATER, "dawn", "Bo")
    newer, other = treaties.seal("three barrels", LATER), treaties.seal("two barrels", NOW, subject=2)

    assert found_in(signed, sent[0]) == Found(number=1, is_this=True, signed_at=NOW, signed_since=True)
    assert found_in(newer, sent[0]) == Found(number=1, is_this=False, signed_at=NOW, signed_since=True)
    assert [found_in(other, sent[0]), found_in(signed, sha256(b"else").hexdigest())] == [None, None]
