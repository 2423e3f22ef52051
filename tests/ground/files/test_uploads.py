from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from ground.files import kinds, pictures, uploads
from ground.files.kinds import kind_of
from tests.factories.documents import make_ooxml
from tests.factories.events import exhibitor_of, make_booth
from tests.factories.landings_grants import founder_of, make_claim
from tests.factories.members import make_member
from tests.factories.pictures import make_picture

ROOT = Path(__file__).parents[3]
EVERYTHING = kinds.PICTURES | kinds.TEXTS | kinds.OFFICE | {kinds.PDF}


def sent(content, name="a.pdf"):
    return SimpleUploadedFile(name, content)


def test_a_document_is_kept_as_it_is_under_the_ending_of_what_it_is():
    content = make_ooxml("docx")
    clean = uploads.taken(sent(content, "../Angebot É.pdf"), EVERYTHING, "no")
    assert (clean.name, clean.kind, clean.content, clean.handed_in) == ("Angebot É.docx", kinds.DOCX, content, content)


def test_a_picture_is_drawn_anew():
    content = make_picture(3000, 3000, comment=b"secret place").read()
    clean = uploads.taken(sent(content, "floor.png"), EVERYTHING, "no")
    assert clean.name == "floor.jpg"
    assert clean.handed_in == content
    assert b"secret place" not in clean.content
    assert kind_of(clean.content) is kinds.JPEG


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "empty"),
        (bytes(uploads.LARGEST + 1), "a.pdf", "large"),
        (b"MZ\x90", "a.pdf", "kind"),
        (b"hello", "a.pdf", "kind"),
        (b"%PDF-1.7 cut off", "a.pdf", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "a.png", "damaged"),
    ],
)
def test_what_is_refused_is_refused_by_a_code(content, name, code):
    with pytest.raises(ValidationError) as refused:
        uploads.taken(sent(content, name), EVERYTHING, "Not this.")
    assert refused.value.code == code
    assert code != "kind" or refused.value.messages == ["Not this."]


@pytest.fixture
def drawn_where(monkeypatch):
    """Whether a transaction was open at each drawing of a picture."""
    found, draw = [], pictures._drawn

    def drawn(*words, **more):
        found.append(connection.in_atomic_block)
        return draw(*words, **more)

    monkeypatch.setattr(pictures, "_drawn", drawn)
    return found


@pytest.mark.django_db(transaction=True)
def test_no_picture_is_drawn_inside_a_transaction(log_in, drawn_where):
    booth, claim = make_booth(), make_claim(submitted=False)
    line = {"spent_on": "2026-05-04", "category": "", "description": "Hotel", "amount": "10", "currency": "CAD"}
    sheet = {"title": "Floor plan", "text": ""}
    log_in(make_member()).post("/me/profile/photo/", {"photo": make_picture()})
    log_in(exhibitor_of(booth)).post(f"/booths/{booth.pk}/sheets/new/", {**sheet, "file": make_picture()})
    firm = log_in(founder_of(claim.grant.landing))
    firm.post(f"/landings/claims/{claim.pk}/lines/", {**line, "receipt": make_picture()})
    assert drawn_where == [False, False, False]


def test_no_picture_is_unfolded_elsewhere_in_the_house():
    """One home for pictures: nobody else opens one."""
    areas = ("config", "landings", "events", "network", "realtime")
    files = [path for area in areas for path in (ROOT / area).rglob("*.py")]
    assert [str(path) for path in files if "PIL" in path.read_text()] == []
