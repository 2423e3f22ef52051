from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from ground.web.asking import CONFIRMED
from landings.letters import actions
from landings.letters.models import Letter, PersonalLink
from network.desk.queries import desk_of
from network.followups.models import SENDS
from network.signing.models import SealedText
from realtime.jobs import queue
from realtime.notices import Notice
from realtime.streams import timeline
from tests.factories.landings_letters import ZERO, mail_letter, make_due_letter, sign_letter
from tests.factories.members import make_member
from tests.factories.organisations import join

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
    signed = SealedText.objects.get()
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
    assert not SealedText.objects.exists()


def test_it_is_saved_part_way_and_found_again_elsewhere(client, address):
    draft = {"revenue_said": "value", "revenue_value": "12 000", "do": "save"}
    assert client.post(address, draft, headers={"Accept": "application/json"}).json() == {"wrong": {}}
    assert 'value="12 000"' in Client().get(address).content.decode()


def test_a_programme_may_add_a_question_of_its_own(client, address, letter):
    own = {"key": "best_contact", "label": "The contact worth most", "kind": "text"}
    type(letter.landing.programme).objects.update(questions=[own])
    assert "The contact worth most" in client.get(address).content.decode()
    client.post(address, said(best_contact_note="A port master"))
    measure = SealedText.objects.get().measures.get(key="best_contact")
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
    assert not SealedText.objects.exists()


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


def pdf_words(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith('attachment; filename="kontor-letter-')
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())


def test_those_who_see_the_letter_have_its_sealed_pdf(log_in, letter):
    signed = sign_letter(letter, revenue=98_765_00)
    client = log_in(letter.landing.application.applicant)
    address = f"/letters/{letter.pk}/1.pdf"
    assert f'href="{address}"' in client.get(f"/letters/{letter.pk}/").content.decode()
    words = pdf_words(client.get(address))
    for part in ("The 12-month letter", "98,765.00", "Ada Okafor", "Founder", str(letter.landing.firm), signed.seal):
        assert part in words


def test_whoever_signed_by_the_link_has_the_sealed_pdf_while_it_opens(client, address, letter):
    assert client.get(f"{address}sealed.pdf").status_code == 404
    client.post(address, said(name="محمد", hires_said="value", hires_value="3"))
    assert "sealed.pdf" in client.get(address).content.decode()
    first = client.get(f"{address}sealed.pdf")
    assert "What the firm says" in pdf_words(first)
    assert client.get(f"{address}sealed.pdf").content == first.content
    PersonalLink.objects.update(expires_at=timezone.now(), made_at=timezone.now() - timedelta(days=7))
    assert client.get(f"{address}sealed.pdf").status_code == 404


def test_the_public_page_has_no_pdf_but_knows_it(log_in, client, letter):
    signed = sign_letter(letter, revenue=98_765_00)
    page = client.get(f"/letters/verify/{signed.seal}/").content.decode()
    assert ".pdf" not in page
    content = log_in(letter.landing.application.applicant).get(f"/letters/{letter.pk}/1.pdf").content
    sent = {"file": SimpleUploadedFile("letter.pdf", content)}
    assert "was signed on" in client.post(f"/letters/verify/{signed.seal}/", sent).content.decode()


def test_a_letter_that_is_not_what_was_signed_has_no_pdf_and_says_why(log_in, letter):
    signed = sign_letter(letter, revenue=98_765_00)
    SealedText.objects.update(document={**signed.document, "wave": 3})
    answer = log_in(letter.landing.application.applicant).get(f"/letters/{letter.pk}/1.pdf")
    assert answer.status_code == 409
    assert "not what was signed" in answer.content.decode()


def test_whoever_of_the_firm_is_logged_in_writes_and_signs_without_a_link(log_in, letter):
    founder, door = letter.landing.application.applicant, f"/letters/{letter.pk}/write/"
    client = log_in(founder)
    assert f'href="{door}"' in client.get(f"/letters/{letter.pk}/").content.decode()
    assert f'value="{founder.name}"' in client.get(door).content.decode()
    client.post(door, {"revenue_said": "value", "revenue_value": "12 000", "do": "save"})
    assert 'value="12 000"' in client.get(door).content.decode()
    assert client.post(door, said(name="")).status_code == 422
    assert client.post(door, said())["Location"] == door
    signed = SealedText.objects.get()
    assert client.get(door)["Location"] == f"/letters/{letter.pk}/"
    assert signed.seal in client.get(door, follow=True).content.decode()
    assert timeline(letter.stream)[0].actor == founder.pk
    assert client.get(f"{door}?correct=1").status_code == 200


def test_who_may_see_a_letter_does_not_write_it(log_in, letter):
    host = make_member()
    join(letter.landing.host, host)
    for who in (host, make_member()):
        client = log_in(who)
        assert client.get(f"/letters/{letter.pk}/write/").status_code == 404
        assert client.post(f"/letters/{letter.pk}/write/", said()).status_code == 404
        assert f"/letters/{letter.pk}/write/" not in client.get(f"/letters/{letter.pk}/").content.decode()
    with pytest.raises(PermissionDenied):
        actions.keep_draft(letter.pk, draft={}, by=host, now=timezone.now())
    assert not SealedText.objects.exists()


def test_desk_and_notice_lead_to_where_it_is_written(letter):
    founder = letter.landing.application.applicant
    mail_letter(letter)
    queue.run_all(now=letter.raised_at + timedelta(days=1))
    [row] = [row for row in desk_of(founder.pk, now=letter.raised_at).rows if "letter" in row.what]
    assert (row.what, row.url, row.icon) == (
        "Write your letter about Rotterdam",
        f"/letters/{letter.pk}/write/",
        "mail",
    )
    notice = Notice.objects.get(recipient=founder.pk, kind="letter.due")
    assert (notice.sentence, notice.path) == ("Your 12-month letter about Rotterdam is due.", row.url)
