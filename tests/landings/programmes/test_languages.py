"""A programme's rules and texts in the language of who reads them, given by its officer."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from landings.applications.queries.eligibility import rules_in_force, verdicts_of
from landings.programmes import actions
from landings.programmes.forms.languages import field_of
from landings.programmes.models import ProgrammeDraft
from landings.programmes.models.languages import texts_of
from landings.programmes.rules.documents import completed, faults_of
from tests.factories.landings_applications import make_application
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member

RULES = [
    {"key": "home", "field": "country", "operator": "one_of", "value": ["CA"], "reason": "For firms of Canada."},
    {
        "key": "small",
        "field": "employees",
        "operator": "at_most",
        "value": 99,
        "reason": "For up to 99 people.",
    },
]
FRENCH = "Le programme s’adresse aux entreprises du Canada."


def page(member, address):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()


def reworded(programme, **more):
    """The programme's document with these translations into French published."""
    officer = make_officer(programme)
    document = {**programme.current.document, "translations": {"fr": more.pop("french")}, **more}
    actions.save_draft(programme.pk, by=officer, document=document, now=timezone.now())
    return actions.publish_draft(programme.pk, by=officer, note="Words in French", now=timezone.now())


@pytest.fixture
def programme(db):
    programme = make_programme({"rules": RULES})
    first = programme.current.document["rules"][0]["reason"]
    reworded(programme, french={first: FRENCH})
    programme.refresh_from_db()
    return programme


def test_a_rule_gives_its_reason_in_the_readers_language(programme):
    address = reverse("landings:programme", args=[programme.slug])
    first = programme.current.document["rules"][0]["reason"]

    french, english = page(make_member(language="fr"), address), page(make_member(language="en"), address)

    assert FRENCH in french
    assert first not in french
    assert first in english


def test_a_verdict_gives_it_too(programme):
    application = make_application(programme=programme)
    rule = programme.current.document["rules"][0]

    with translation.override("fr"):
        said = {verdict.key: verdict for verdict in verdicts_of(application, timezone.now())}
        reasons = [item["reason"] for item in rules_in_force(programme)]

    assert rule["key"] in said
    assert FRENCH in reasons


def test_what_is_reworded_loses_its_translation(programme):
    document = programme.current.document
    rules = [{**document["rules"][0], "reason": "Another reason."}, *document["rules"][1:]]

    assert completed({**document, "rules": rules})["translations"] == {}


def test_a_language_that_pages_do_not_come_in_is_refused(programme):
    wrong = {**programme.current.document, "translations": {"tlh": {"x": "y"}}}

    assert [fault.where for fault in faults_of(wrong)] != []


def test_an_officer_types_them_beside_the_texts(programme):
    officer = make_officer(programme)
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("landings:programme-languages", args=[programme.slug]) + "?in=es"
    texts = texts_of(programme.current.document)

    shown = client.get(address).content.decode()
    answer = client.post(address, {field_of(texts[0]): "Una línea.", field_of(texts[1]): ""})

    assert all(f'name="{field_of(text)}"' in shown for text in texts)
    assert answer.status_code == 302
    assert ProgrammeDraft.objects.get(programme=programme).document["translations"] == {
        "fr": {programme.current.document["rules"][0]["reason"]: FRENCH},
        "es": {texts[0]: "Una línea."},
    }


def test_what_is_too_long_is_kept_and_said(programme):
    officer = make_officer(programme)
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("landings:programme-languages", args=[programme.slug])

    answer = client.post(address, {field_of(texts_of(programme.current.document)[0]): "x" * 6001})

    assert answer.status_code == 422
    assert "x" * 6001 in answer.content.decode()
    assert not ProgrammeDraft.objects.filter(programme=programme).exists()


def test_words_never_go_to_another_text_that_took_its_place(programme):
    """A colleague reworded the first rule's reason while its words were being typed."""
    officer = make_officer(programme)
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    document = programme.current.document
    rules = [{**document["rules"][0], "reason": "Another reason."}, *document["rules"][1:]]
    actions.save_draft(programme.pk, by=officer, document={**document, "rules": rules}, now=timezone.now())

    typed = {field_of(document["rules"][0]["reason"]): "Razón.", field_of(document["rules"][1]["reason"]): "Otra."}
    client.post(reverse("landings:programme-languages", args=[programme.slug]) + "?in=es", typed)

    spanish = ProgrammeDraft.objects.get(programme=programme).document["translations"]["es"]
    assert spanish == {document["rules"][1]["reason"]: "Otra."}
