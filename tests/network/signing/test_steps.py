"""Versions, hashes, and who signed when, of an invented kind that two parties sign."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from network.signing import kinds, queries
from network.signing.actions.steps import seal_step
from network.signing.models import SealedText, Signature, seal_of
from tests.factories.members import make_member
from tests.network.signing.treaties import sign

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def versions(kind, subject):
    return [text.number for text in queries.versions_of(kind, subject)]


@pytest.mark.django_db
def test_each_version_names_the_seal_of_the_one_before(treaties):
    first, second = treaties.seal("two barrels", NOW), treaties.seal("three barrels", LATER)

    assert versions("treaty", 1) == [2, 1]
    assert [first.document["after"], second.document["after"]] == [None, first.seal]
    assert [text.is_whole for text in SealedText.objects.of("treaty", 1)] == [True, True]
    assert list(SealedText.objects.newest()) == [second]


@pytest.mark.django_db
def test_the_same_content_is_the_version_that_there_is(treaties):
    assert treaties.seal("two barrels", NOW) == treaties.seal("two barrels", LATER)
    assert versions("treaty", 1) == [1]


@pytest.mark.django_db
def test_what_was_said_two_versions_ago_is_a_new_version(treaties):
    for terms in ("two", "three", "two"):
        treaties.seal(terms, NOW)
    assert versions("treaty", 1) == [3, 2, 1]


@pytest.mark.django_db
def test_things_and_kinds_have_versions_of_their_own(treaties, monkeypatch):
    treaties.seal("two barrels", NOW, subject=1)
    treaties.seal("two barrels", NOW, subject=2)
    monkeypatch.setitem(kinds._kinds, "pact", treaties.kind())
    seal_step("pact", 1, content={"terms": "peace"}, about={}, now=NOW)

    assert [versions("treaty", 1), versions("treaty", 2), versions("pact", 1)] == [[1], [1], [1]]
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedText.objects.create(kind="treaty", subject=1, number=1, document={}, seal="0", sealed_at=NOW)


@pytest.mark.django_db
def test_each_party_signs_once_and_the_first_signature_stands(treaties):
    text, captain = treaties.seal("two barrels", NOW), make_member()
    sign(text, NOW, "argo", "Ada")
    sign(text, LATER, "dawn", " Bo ", title="Captain", member_id=captain.pk)
    sign(text, LATER, "argo", "Eve")

    told = Signature.objects.values_list("party", "name", "title", "member", "signed_at")
    assert list(told) == [("argo", "Ada", "", None, NOW), ("dawn", "Bo", "Captain", captain.pk, LATER)]


@pytest.mark.django_db
def test_who_may_not_sign_is_refused_by_the_kinds_own_rule(treaties):
    with pytest.raises(PermissionDenied):
        sign(treaties.seal("two barrels", NOW), NOW, "flying dutchman")
    assert not Signature.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("change", "code"), [({"name": " "}, "incomplete"), ({"old": True}, "superseded")])
def test_without_a_name_or_under_an_old_version_nothing_is_signed(treaties, change, code):
    text = treaties.seal("two barrels", NOW)
    if change.pop("old", False):
        treaties.seal("three barrels", LATER)
    with pytest.raises(ValidationError) as refused:
        sign(text, NOW, **change)
    assert refused.value.code == code


@given(st.dictionaries(st.text(), JSON, max_size=4), st.randoms())
def test_a_seal_knows_the_document_whatever_the_order_of_its_keys(document, random):
    keys = list(document)
    random.shuffle(keys)
    assert seal_of({key: document[key] for key in keys}) == seal_of(document)


@given(st.dictionaries(st.text(), JSON, max_size=3), st.text(), JSON)
def test_another_document_has_another_seal(document, key, value):
    other = {**document, key: [value]}
    if other != document:
        assert seal_of(other) != seal_of(document)


def test_a_kind_is_registered_once(treaties):
    with pytest.raises(ValueError, match="treaty is signed already"):
        kinds.register(treaties.kind())
