"""What the PDF says: who, what, each signature with its moments, the seal, and the address at which it is verified."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from network.signing.models import canonical, seal_of
from network.signing.queries.printing import file_name, words_of
from tests.network.signing.treaties import sign

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def words(text):
    return words_of(text, list(text.signatures.all()))


def test_each_signature_says_who_for_whom_and_when_there_and_by_utc(treaties):
    text = treaties.seal("two barrels", NOW)
    sign(text, NOW, "argo", "Ada", title="Captain")
    sign(text, NOW, "dawn", "李小龙")
    when = ["Monday, May 4, 2026, 12:00\u202fPM UTC", "In Tokyo: Monday, May 4, 2026, 9:00\u202fPM JST"]

    assert words(text).data["signatures"] == [
        {"name": "Ada", "words": ["Captain", "for the Argo", *when]},
        {"name": "李小龙", "words": ["for the Dawn", *when]},
    ]


def test_what_is_attached_is_what_was_hashed(treaties, settings):
    settings.SITE_URL = "https://kontor.example"
    text = treaties.seal("两桶", NOW)
    exact = words(text).exact

    assert exact["source"] == canonical(text.document)
    assert (exact["seal"], exact["address"]) == (seal_of(text.document), f"https://kontor.example/sealed/{text.seal}/")
    assert exact["code"].startswith("<svg")


def test_it_is_worded_in_the_language_in_which_it_was_signed(treaties):
    with override("fr"):
        text = treaties.seal("deux tonneaux", NOW)
    sign(text, NOW)
    assert words(text).data["language"] == "fr"
    assert "lundi 4 mai 2026" in words(text).data["signatures"][0]["words"][1]


def test_what_was_sealed_before_languages_were_noted_is_in_the_sites(treaties):
    text = treaties.seal("two barrels", NOW)
    del text.document["language"]
    with override("es"):
        assert words(text).data["language"] == "en"
        assert file_name(text) == "treaty-1.pdf"
