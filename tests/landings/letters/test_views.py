from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ground.web.asking import CONFIRMED
from landings.letters.models import SENDS, Letter, PersonalLink, SignedLetter
from tests.factories.landings_letters import ZERO, mail_letter, make_due_letter, sign_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return make_due_letter()


@pytest.fixture
def address(letter):
    link = mail_letter(letter)
    PersonalLink.objects.update(expires_at=timezone.now() + timedelta(days=7))
    return f"/letters/by/{link.token}/"


def said(**changes):
    values = {f"{key}_said": "nothing" for key in ZERO}
    return {**values, "name": "Ada Okafor", "title": "Founder", "sure": "on", "do": "sign", CONFIRMED: "1", **changes}


def test_it_is_filled_in_and_signed_without_log_in(client, address):
    filled = said(revenue_said="value", revenue_value="1,250,000.50", hires_said="value", hires_value="3")
    assert client.post(address, filled).status_code == 302
    signed = SignedLetter.objects.get()
    assert dict(signed.measures.exclude(value=0).values_list("key", "value")) == {"revenue": 125_000_050, "hires": 3}
    assert signed.seal in client.get(address).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"revenue_said": "value", "revenue_value": "a lot"},
        {"revenue_said": "value", "revenue_value": "-5"},
        {"hires_said": "value", "hires_value": "1.5"},
        {"name": ""},
        {"sure": ""},
        {"markets_said": ""},
        {"name": "x" * 300},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, address, wrong):
    answer = client.post(address, said(support_said="value", support_value="777", **wrong))
    assert answer.status_code == 422
    assert 'value="777"' in answer.content.decode()
    assert 'value="777"' in client.get(address).content.decode()
    assert not SignedLetter.objects.exists()


def test_it_is_saved_part_way_and_found_again_elsewhere(client, address):
    draft = {"revenue_said": "value", "revenue_value": "12 000", "do": "save"}
    assert client.post(address, draft, headers={"Accept": "application/json"}).json() == {"wrong": {}}
    assert 'value="12 000"' in Client().get(address).content.decode()


def test_a_programme_may_add_a_question_of_its_own(client, address, letter):
    own = {"key": "best_contact", "label": "The contact worth most", "kind": "text"}
    type(letter.landing.programme).objects.update(questions=[own])
    assert "The contact worth most" in client.get(address).content.decode()
    client.post(address, said(best_contact_note="A port master"))
    measure = SignedLetter.objects.get().measures.get(key="best_contact")
    assert measure.note == "A port master"


def test_an_expired_link_offers_a_fresh_one_to_the_firms_address_only(client, address, letter):
    PersonalLink.objects.update(expires_at=timezone.now(), made_at=timezone.now() - timedelta(days=7))
    Letter.objects.update(sends=SENDS, next_send_at=None)
    assert client.get(address).status_code == 410
    assert client.post(address, said()).status_code == 410
    assert "Mail me a new link" in client.get(address).content.decode()
    client.post(f"{address}renew/")
    again = client.post(f"{address}renew/", follow=True)
    assert "within the last hour" in again.content.decode()
    assert PersonalLink.objects.filter(letter=letter).count() == 2
    assert not SignedLetter.objects.exists()


def test_an_unknown_link_is_absent(client):
    assert client.get("/letters/by/nothing/").status_code == 404


def test_anyone_may_verify_a_seal_without_seeing_the_figures(client, letter):
    signed = sign_letter(letter, revenue=98_765_00)
    page = client.get(f"/letters/verify/{signed.seal}/").content.decode()
    assert "This seal is whole" in page
    assert "98,765" not in page
    signed.document["wave"] = 3
    signed.save()
    assert "This seal is broken" in client.get(f"/letters/verify/{signed.seal}/").content.decode()


def test_the_firm_sees_its_letter(log_in, letter):
    sign_letter(letter, revenue=98_765_00)
    page = log_in(letter.landing.application.applicant).get(f"/letters/{letter.pk}/")
    assert "98,765" in page.content.decode()
    assert Letter.objects.get().state == "signed"


def test_the_sealed_letter_asks_in_the_programmes_own_words(log_in, client, address, letter):
    own = {"key": "best_contact", "label": "The contact worth most", "kind": "text"}
    type(letter.landing.programme).objects.update(questions=[own])
    client.post(address, said(best_contact_note=""))
    page = log_in(letter.landing.application.applicant).get(f"/letters/{letter.pk}/").content.decode()
    assert "The contact worth most" in page and "not answered" in page
    assert "best_contact" not in page
    assert "New revenue" in page
