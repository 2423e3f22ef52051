"""Guarantee G11: a letter or a measure that was changed after it was signed is found, whatever was changed in it."""

from copy import deepcopy
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from landings.letters import actions
from landings.letters.models import Letter, Measure
from landings.letters.queries.verify import SAID
from network.signing.models import SealedText, seal_of
from realtime.streams import Event
from realtime.streams.vouched import unlike_what_was_told as faults
from tests.factories.landings_letters import make_due_letter, sign_letter
from tests.factories.landings_placements import make_landing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def drawn(module_transaction):
    """A letter signed and corrected, beside one that is due and one that was declined."""
    letter = make_due_letter()
    sign_letter(letter, revenue=12_000_00, hires=2)
    newest = sign_letter(letter, now=letter.raised_at + timedelta(days=1), revenue=11_000_00)
    make_due_letter(make_landing())
    actions.decline(make_due_letter(make_landing()).pk, now=letter.raised_at)
    return newest


@pytest.fixture
def signed(drawn, db):
    return deepcopy(drawn)


def other(row, name):
    """Another value than the row has, that the column takes."""
    value, field = getattr(row, name), row._meta.get_field(name)
    if isinstance(field, models.DateTimeField):
        return value + timedelta(seconds=1)
    if isinstance(value, int):
        return value + 1
    return {"said": "unknown", "anyway": "mostly", "key": "else"}.get(name, f"{value[:-1]}x" if len(value) > 2 else "x")


def test_letters_as_they_were_signed_are_sound(signed):
    assert list(faults()) == []


@pytest.mark.parametrize("name", SAID)
def test_a_changed_measure_is_found(signed, name):
    measure = signed.measures.get(key="revenue")
    Measure.objects.filter(pk=measure.pk).update(**{name: other(measure, name)})
    assert list(faults()) == [f"the measures of version 2 of letter {signed.subject} are not those that were signed"]


def test_a_measure_that_is_gone_or_was_added_is_found(signed):
    signed.measures.get(key="hires").delete()
    Measure.objects.create(signed=SealedText.objects.get(number=1), key="else", said="value", value=1)
    assert len(list(faults())) == 2


@pytest.mark.parametrize("name", ["number", "sealed_at", "seal"])
def test_a_changed_version_is_found(signed, name):
    SealedText.objects.filter(pk=signed.pk).update(**{name: other(signed, name)})
    assert any(f"of letter {signed.subject}" in fault for fault in faults())


@pytest.mark.parametrize("name", ["name", "title", "signed_at"])
def test_a_changed_signature_is_found(signed, name):
    signature = signed.signatures.get()
    signed.signatures.update(**{name: other(signature, name)})
    assert f"version 2 of letter {signed.subject} was changed since it was signed" in list(faults())


def test_a_signature_that_is_gone_or_was_added_is_found(signed):
    signed.signatures.create(party="host", name="Eve", signed_at=signed.sealed_at)
    assert any(f"of letter {signed.subject}" in fault for fault in faults())
    signed.signatures.all().delete()
    assert f"version 2 of letter {signed.subject} was changed since it was signed" in list(faults())


def test_a_document_that_was_changed_and_sealed_anew_is_found(signed):
    """The rows, the document and its seal agree: the stream still knows what was signed."""
    document = {
        **signed.document,
        "answers": [{**one, "value": 1, "in_programme": 1} for one in signed.document["answers"]],
    }
    SealedText.objects.filter(pk=signed.pk).update(document=document, seal=seal_of(document))
    signed.measures.update(value=1, in_programme=1)
    assert list(faults()) == [f"version 2 of letter {signed.subject} is not the document that was sealed"]


@pytest.mark.parametrize("key", ["firm", "programme", "landing", "wave", "signer", "after", "signed_at", "answers"])
def test_a_changed_document_is_found(signed, key):
    SealedText.objects.filter(pk=signed.pk).update(document={**signed.document, key: ["else"]})
    assert f"version 2 of letter {signed.subject} is not the document that was sealed" in list(faults())


def test_a_version_that_is_gone_or_was_never_signed_is_found(signed):
    copied = SealedText.objects.get(number=1)
    copied.measures.all().delete()
    copied.signatures.all().delete()
    copied.delete()
    forged = {"seal": "0" * 64, "sealed_at": signed.sealed_at, "document": {}}
    declined = Letter.objects.get(declined_at__isnull=False)
    SealedText.objects.create(kind="letter", subject=declined.pk, number=1, **forged)
    assert {fault.split(" ", 4)[4] for fault in faults()} >= {f"{signed.subject} was signed and is gone"}
    assert any("was never told" in fault for fault in faults())


@pytest.mark.parametrize(
    "change",
    [{"answered_at": None}, {"wave": 3}, {"declined_at": "answered_at"}, {"answered_at": "due"}, {"landing": "other"}],
)
def test_a_changed_letter_is_found(signed, change):
    rows = Letter.objects.filter(pk=signed.subject)
    if change == {"landing": "other"}:
        rows.update(landing=make_landing().pk)
    elif change == {"declined_at": "answered_at"}:
        rows.update(declined_at=signed.sealed_at)
    elif change == {"answered_at": "due"}:
        Letter.objects.filter(declined_at=None, answered_at=None).update(answered_at=signed.sealed_at)
    else:
        rows.update(**change)
    assert list(faults()) != []


def test_the_command_names_what_was_changed(signed):
    errors, out = StringIO(), StringIO()
    call_command("verify_streams", stdout=out, stderr=errors)
    Measure.objects.filter(signed=signed, key="revenue").update(value=1)
    with pytest.raises(CommandError, match="1 rows are not what the streams told of them"):
        call_command("verify_streams", stdout=out, stderr=errors)
    assert "the measures of version 2" in errors.getvalue()
    Event.objects.filter(fact="letter.signed").update(actor=7)
    with pytest.raises(CommandError, match="streams are not as they were written"):
        call_command("verify_streams", stdout=out, stderr=errors)
