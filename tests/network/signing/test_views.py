"""The public page that verifies a seal, of any kind and for anybody."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from ground.files.uploads import LARGEST
from network.signing.actions.pdfs import sealed_pdf
from network.signing.models import SealedPdf, SealedText
from network.signing.views import sealed_of
from tests.network.signing.treaties import sign

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def signed(treaties):
    text = treaties.seal("two barrels", NOW)
    sign(text, NOW, "argo", "Ada")
    sign(text, NOW, "dawn", "Bo", title="Captain")
    return text


def test_whoever_holds_the_seal_sees_who_signed_and_what_the_kind_shows(client, signed):
    page = client.get(f"/sealed/{signed.seal}/").content.decode()
    for words in ("This seal is whole", "Verify a treaty", "herring", "Ada", "Bo, Captain", signed.seal, "Harbour"):
        assert words in page
    assert "two barrels" not in page


def test_the_moment_of_a_signature_names_its_zone_as_the_pdf_does(client, signed):
    """Signer and verifier sit in two zones: both read the same clock, on the page and on paper."""
    content = sealed_pdf(signed, now=NOW)
    said = re.compile(r'<time [^>]*data-moment-zone="UTC"[^>]*>May 4, 2026, 12:00\sPM UTC</time>')
    page = client.get(f"/sealed/{signed.seal}/").content.decode()
    assert len(said.findall(page)) == 2
    assert len(said.findall(send(client, signed, content).content.decode())) == 3


def test_a_broken_seal_says_so(client, signed):
    SealedText.objects.update(document={**signed.document, "terms": "one"})
    page = client.get(f"/sealed/{signed.seal}/").content.decode()
    assert "This seal is broken" in page and "Ring the bell." in page


def test_a_seal_that_is_none_is_absent(client, signed):
    assert client.get(f"/sealed/{'0' * 64}/").status_code == 404


def test_under_an_address_of_another_kind_it_is_absent(signed):
    with pytest.raises(Http404):
        sealed_of("letter")(RequestFactory().get("/"), signed.seal)


def send(client, signed, content, name="treaty.pdf"):
    return client.post(f"/sealed/{signed.seal}/", {"file": SimpleUploadedFile(name, content)})


def test_whoever_has_the_pdf_is_told_whether_it_is_the_sealed_one(client, signed, treaties):
    content = sealed_pdf(signed, now=NOW)
    page = send(client, signed, content)
    assert page.status_code == 200
    assert "This is the document that was signed on" in page.content.decode()
    changed = send(client, signed, content + b" ").content.decode()
    assert "This is not it." in changed and "was signed on" not in changed

    newer = treaties.seal("three barrels", NOW)
    assert "This is version 1 of it" in send(client, newer, content).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b"%PDF" + b"0" * LARGEST, "at most 5 MB"), (None, "required")],
)
def test_what_cannot_be_compared_is_refused_in_words(client, signed, content, words):
    address = f"/sealed/{signed.seal}/"
    answer = client.post(address) if content is None else send(client, signed, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_page_asks_as_little_with_many_pdfs_as_with_one(client, signed, treaties):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/sealed/{signed.seal}/")
        return len(queries)

    SealedPdf.objects.create(text=signed, signatures=1, digest="1", made_at=NOW)
    once = counted()
    for digest in "23":
        SealedPdf.objects.create(text=signed, signatures=1, digest=digest, made_at=NOW)
    assert counted() == once
