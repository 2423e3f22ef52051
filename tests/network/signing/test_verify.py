"""Of any kind: what was changed, what is gone and what was never signed is found."""

from datetime import UTC, datetime

import pytest

from network.signing.models import SealedText, seal_of
from network.signing.queries.verify import faults
from tests.network.signing.treaties import sign

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def signed(treaties):
    text = treaties.seal("two barrels", NOW)
    sign(text, NOW)
    return text


def test_what_is_as_it_was_signed_is_sound(signed):
    assert list(faults()) == []


@pytest.mark.parametrize("anew", [True, False])
def test_a_changed_document_is_found_though_it_be_sealed_anew(signed, anew):
    document = {**signed.document, "terms": "all the barrels"}
    seal = seal_of(document) if anew else signed.seal
    SealedText.objects.update(document=document, seal=seal)
    assert list(faults()) == ["version 1 of treaty 1 is not the document that was sealed"]


def test_what_was_never_told_and_what_is_gone_are_found(signed, treaties):
    treaties.told = {(1, 2): "0"}
    assert list(faults()) == ["version 1 of treaty 1 was never told", "version 2 of treaty 1 was signed and is gone"]


def test_the_area_says_what_stands_beside_a_version_and_differs(signed, treaties):
    treaties.unlike = ["the barrels of it are not those that were signed"]
    assert list(faults()) == treaties.unlike
