import csv
import html
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ground.money import rates
from ground.money.ledger.verify import faults
from landings.grants import actions
from landings.grants.models import Advance, Claim, ClaimLine, Grant
from landings.placements.models import Landing
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import (
    NOW,
    a_cost,
    a_pdf,
    a_picture,
    a_table,
    founder_of,
    make_claim,
    make_grant,
    payer_of,
)
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def landing():
    landing = make_landing()
    landing.programme.fund_years.update(expires_on=TODAY + timedelta(days=90))
    return landing


@pytest.fixture
def officer(landing):
    return make_officer(landing.programme)


def award_form(landing, **changes):
    return {"amount": "3,000.00", "fund_year": landing.programme.fund_years.get().pk, "note": "", **changes}


def a_line(**changes):
    values = {
        "spent_on": TODAY.isoformat(),
        "category": "lodging",
        "description": "Room in Rotterdam",
        "amount": "1,200.50",
        "currency": "CAD",
        "receipt": a_pdf(),
    }
    return {**values, **changes}


def test_an_officer_awards_in_the_browser(log_in, landing, officer):
    client, url = log_in(officer), f"/landings/{landing.pk}/grant/"
    page = client.get(url).content.decode()
    assert 'value="3500"' in page and "2026, CA$400,000.00 left" in page
    assert client.post(f"{url}award/", award_form(landing))["Location"] == url
    assert client.post(f"{url}award/", award_form(landing))["Location"] == url
    assert Grant.objects.get().amount == 300_000
    assert "CA$3,000" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": "4,000.01"}, "at most CA$4,000.00"),
        ({"amount": "-5"}, "zero or more"),
        ({"amount": "0"}, "above zero"),
        ({"amount": "a lot"}, "Write a number"),
        ({"amount": "1.234"}, "CA$1,234"),
        ({"amount": "12.345,678"}, "Too many decimals"),
        ({"amount": "9" * 39}, "too large"),
        ({"amount": "9" * 300}, "at most 40 characters"),
        ({"fund_year": "0"}, "Select a valid choice"),
        ({"note": "n" * 601}, "at most 600 characters"),
    ],
)
def test_a_bad_award_is_refused_at_its_field_with_what_was_typed(log_in, landing, officer, changes, words):
    client = log_in(officer)
    answer = client.post(f"/landings/{landing.pk}/grant/award/", award_form(landing, **changes), follow=True)
    page = answer.content.decode()
    if words.startswith("CA$"):
        assert answer.status_code == 200 and words in page
        return
    assert answer.status_code == 422
    assert words in page
    assert str(next(iter(changes.values())))[:40] in page
    assert Grant.objects.count() == 0


def test_a_second_officer_in_another_tab_is_told(log_in, landing, officer):
    log_in(officer).post(f"/landings/{landing.pk}/grant/award/", award_form(landing))
    other = log_in(make_officer(landing.programme))
    answer = other.post(f"/landings/{landing.pk}/grant/award/", award_form(landing, amount="500"))
    assert answer.status_code == 409
    assert "This landing has its grant already: CA$3,000.00." in answer.content.decode()


def test_the_fund_that_is_spent_says_what_is_left(log_in, landing, officer):
    landing.programme.fund_years.update(amount=100_000)
    answer = log_in(officer).post(f"/landings/{landing.pk}/grant/award/", award_form(landing))
    assert answer.status_code == 422
    assert "The fund of 2026 has only CA$1,000.00 left." in answer.content.decode()


def test_the_host_and_strangers_see_no_money(log_in, landing, officer):
    make_grant(landing, officer)
    host = make_member()
    join(landing.host, host, role="owner")
    for path in ("grant/", "grant/panel/", "statement/", "statement.csv"):
        assert log_in(host).get(f"/landings/{landing.pk}/{path}").status_code == 404
        assert log_in(make_member()).get(f"/landings/{landing.pk}/{path}").status_code == 404
    assert f"grant-of-{landing.pk}" not in log_in(host).get(f"/landings/{landing.pk}/").content.decode()
    assert f"grant-of-{landing.pk}" in log_in(officer).get(f"/landings/{landing.pk}/").content.decode()


def test_an_advance_takes_two_persons(log_in, landing, officer):
    grant = make_grant(landing, officer)
    boss, finance = log_in(officer), log_in(payer_of(landing))
    assert boss.post(f"/landings/grants/{grant.pk}/advance/", {"trigger": "signature"}).status_code == 302
    advance = Advance.objects.get()
    page = boss.get(f"/landings/{landing.pk}/grant/").content.decode()
    assert "You approved it, so another person pays it." in page
    assert boss.post(f"/landings/advances/{advance.pk}/pay/", {"reference": "W"}).status_code == 403
    assert finance.post(f"/landings/advances/{advance.pk}/pay/", {"reference": ""}).status_code == 422
    assert finance.post(f"/landings/advances/{advance.pk}/pay/", {"reference": "WIRE-7"}).status_code == 302
    answer = finance.post(f"/landings/advances/{advance.pk}/pay/", {"reference": "WIRE-8"})
    assert answer.status_code == 409 and "was paid already" in answer.content.decode()
    assert boss.post(f"/landings/grants/{grant.pk}/advance/", {"trigger": "wish"}).status_code == 409


def test_a_claim_goes_from_photo_to_payment_in_the_browser(log_in, landing, officer):
    grant = make_grant(landing, officer)
    founder, boss, finance = log_in(founder_of(landing)), log_in(officer), log_in(payer_of(landing))
    url = founder.post(f"/landings/grants/{grant.pk}/claim/")["Location"]
    assert founder.post(f"/landings/grants/{grant.pk}/claim/")["Location"] == url
    assert boss.get(url).status_code == 404
    assert founder.post(f"{url}lines/", a_line(receipt=a_picture("JPEG")))["Location"] == url
    assert founder.post(f"{url}lines/", a_line(amount="100", currency="EUR", old_rate="on"))["Location"] == url
    page = founder.get(url).content.decode()
    assert "CA$1,200.50" in page and "European Central Bank" in page and "1 EUR = " in page
    assert founder.post(f"{url}submit/", {"is_final": "on"})["Location"] == url
    assert "Approve" in boss.get(url).content.decode()
    assert finance.post(f"{url}approve/").status_code == 403
    assert boss.post(f"{url}approve/")["Location"] == url
    assert boss.post(f"{url}pay/", {"reference": "W"}).status_code == 403
    assert finance.post(f"{url}pay/", {"reference": "W-1"})["Location"] == url
    claim = Claim.objects.get()
    assert (claim.state, claim.is_final) == ("paid", True)
    assert "This claim is settled." in founder.get(url).content.decode()
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"receipt": SimpleUploadedFile("a.pdf", b"MZ program")}, "Only PDF, PNG and JPEG"),
        ({"receipt": ""}, "This field is required"),
        ({"amount": "-1"}, "zero or more"),
        ({"amount": "0,00"}, "above zero"),
        ({"amount": "lots"}, "Write a number"),
        ({"currency": "XXX"}, "Select a valid choice"),
        ({"category": "champagne"}, "Select a valid choice"),
        ({"spent_on": "31/02/2026"}, "Enter a valid date"),
        ({"spent_on": "2999-01-01"}, "has not come yet"),
        ({"spent_on": "2020-01-01"}, "before the application"),
        ({"description": "w" * 201}, "at most 200 characters"),
        ({"amount": "100", "currency": "JPY", "description": "Ramen 🍜", "old_rate": "on"}, None),
    ],
)
def test_a_bad_cost_is_refused_at_its_field_with_what_was_typed(log_in, landing, officer, changes, words):
    grant = make_grant(landing, officer)
    founder = log_in(founder_of(landing))
    url = founder.post(f"/landings/grants/{grant.pk}/claim/")["Location"]
    sent = a_line(**changes)
    if not sent["receipt"]:
        del sent["receipt"]
    answer = founder.post(f"{url}lines/", sent)
    if words is None:
        assert answer.status_code == 302
        return
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert sent["description"] in page
    assert ClaimLine.objects.count() == 0


def test_an_old_rate_is_asked_about_with_its_age_and_shown_on_the_line(log_in, landing, officer, monkeypatch, tmp_path):
    monkeypatch.setattr(rates, "_table", lambda: a_table(tmp_path, TODAY - timedelta(days=31)))
    grant = make_grant(landing, officer)
    founder = log_in(founder_of(landing))
    url = founder.post(f"/landings/grants/{grant.pk}/claim/")["Location"]
    assert "Convert at the newest rate, even if it is old" in founder.get(url).content.decode()
    refused = founder.post(f"{url}lines/", a_line(amount="100", currency="EUR"))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "31 days before the receipt. Say whether we may use it." in page and 'value="100"' in page
    assert founder.post(f"{url}lines/", a_line(amount="100", currency="EUR", old_rate="on"))["Location"] == url
    assert "Rate 31 days older than the receipt" in founder.get(url).content.decode()


def test_todays_rates_ask_nothing(log_in, landing, officer, monkeypatch, tmp_path):
    monkeypatch.setattr(rates, "_table", lambda: a_table(tmp_path, TODAY - timedelta(days=3)))
    grant = make_grant(landing, officer)
    founder = log_in(founder_of(landing))
    url = founder.post(f"/landings/grants/{grant.pk}/claim/")["Location"]
    assert "old_rate" not in founder.get(url).content.decode()
    assert founder.post(f"{url}lines/", a_line(amount="100", currency="EUR"))["Location"] == url
    assert "older than the receipt" not in founder.get(url).content.decode()


def test_the_same_receipt_twice_is_refused_at_the_receipt(log_in, landing, officer):
    grant = make_grant(landing, officer)
    founder, receipt = log_in(founder_of(landing)), a_pdf().read()
    url = founder.post(f"/landings/grants/{grant.pk}/claim/")["Location"]
    answers = [founder.post(f"{url}lines/", a_line(receipt=SimpleUploadedFile("r.pdf", receipt))) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "put forward already: “Room in Rotterdam” in claim 1" in answers[1].content.decode()


def test_a_stale_tab_cannot_change_a_claim_that_was_sent_in(log_in):
    claim = make_claim()
    founder = log_in(claim.claimant)
    url = f"/landings/claims/{claim.pk}/"
    for path, data in (("lines/", a_line()), (f"lines/{claim.lines.get().pk}/drop/", {})):
        answer = founder.post(url + path, data)
        assert answer.status_code == 409
        assert "waits for the programme" in answer.content.decode()
    assert founder.post(f"{url}submit/").status_code == 302


def test_two_officers_deciding_at_once(log_in):
    claim = make_claim()
    url = f"/landings/claims/{claim.pk}/"
    one, two = log_in(claim.grant.awarded_by), log_in(make_officer(claim.grant.landing.programme))
    assert one.post(f"{url}approve/").status_code == 302
    assert one.post(f"{url}approve/").status_code == 302
    answer = two.post(f"{url}decline/", {"reason": "No"})
    assert answer.status_code == 409 and "approved already" in answer.content.decode()


def test_changes_and_refusals_want_a_reason(log_in):
    claim = make_claim()
    officer, url = log_in(claim.grant.awarded_by), f"/landings/claims/{claim.pk}/"
    assert officer.post(f"{url}changes/", {"what": ""}).status_code == 422
    assert officer.post(f"{url}decline/", {"reason": " "}).status_code == 422
    assert officer.post(f"{url}changes/", {"what": "Cut off <b>"}).status_code == 302
    page = log_in(claim.claimant).get(url).content.decode()
    assert "Cut off &lt;b&gt;" in page and "Add a cost" in page


def test_a_receipt_is_saved_not_shown(log_in):
    claim = make_claim(submitted=False)
    line = claim.lines.get()
    url = f"/landings/claims/{claim.pk}/lines/{line.pk}/receipt/"
    answer = log_in(claim.claimant).get(url)
    assert answer["Content-Disposition"] == 'attachment; filename="receipt.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert log_in(claim.grant.awarded_by).get(url).status_code == 404
    assert log_in(make_member()).get(url).status_code == 404
    other = make_claim(submitted=False)
    assert (
        log_in(claim.claimant).get(f"/landings/claims/{claim.pk}/lines/{other.lines.get().pk}/receipt/").status_code
        == 404
    )


def test_a_statement_runs_its_balance_page_by_page(log_in, landing, officer):
    grant = make_grant(landing, officer)
    claim = make_claim(grant, costs=[100_000])
    actions.approve_claim(claim.pk, by=officer, now=NOW)
    actions.pay_claim(claim.pk, reference="=SUM(A1)", by=payer_of(landing), now=NOW)
    founder = log_in(founder_of(landing))
    page = founder.get(f"/landings/{landing.pk}/statement/").content.decode()
    assert "Grant awarded" in page and "Claim settled" in page and "CA$2,000.00" in page
    answer = founder.get(f"/landings/{landing.pk}/statement.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["In"], row["Out"], row["Balance"]) for row in rows] == [
        ("3000.00", "0.00", "3000.00"),
        ("0.00", "1000.00", "2000.00"),
        ("0.00", "0.00", "2000.00"),
    ]
    assert rows[-1]["Reference"] == "'=SUM(A1)"


def test_a_fund_tells_all_its_awards(log_in, landing, officer):
    grant = make_grant(landing, officer)
    client, url = log_in(officer), f"/landings/funds/{grant.fund_year_id}/"
    page = client.get(url).content.decode()
    assert landing.firm.name in page and "CA$397,000.00" in page
    assert client.get(f"{url}?after=x").status_code == client.get(f"{url}?after={'9' * 40}").status_code == 200
    assert client.get(f"{url}statement.csv").status_code == 200
    assert log_in(founder_of(landing)).get(url).status_code == 404


def test_pages_ask_the_same_number_of_queries(log_in, landing, officer, count_queries):
    grant = make_grant(landing, officer)
    client = log_in(officer)
    claim = make_claim(grant, costs=[100])
    pages = [
        f"/landings/{landing.pk}/grant/",
        f"/landings/{landing.pk}/statement/",
        f"/landings/funds/{grant.fund_year_id}/",
        f"/landings/claims/{claim.pk}/",
    ]
    one = [count_queries(lambda page=page: client.get(page)) for page in pages]
    actions.approve_claim(claim.pk, by=officer, now=NOW)
    actions.send_back_claim(claim.pk, by=payer_of(landing), now=NOW)
    for _ in range(2):
        make_claim(grant, costs=[100])
        make_grant(make_landing(make_application(landing.programme, state="accepted")), officer)
    founder = founder_of(landing)
    actions.want_changes(claim.pk, what="More", by=officer, now=NOW)
    for _ in range(2):
        actions.add_line(claim.pk, cost=a_cost(amount=5), by=founder, now=NOW)
    actions.submit_claim(claim.pk, is_final=False, by=founder, now=NOW)
    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == one


def test_the_form_for_a_receipt_comes_and_goes_with_the_live_piece(log_in):
    claim = make_claim()
    founder, url = log_in(claim.claimant), f"/landings/claims/{claim.pk}/"
    assert "Add a cost" not in founder.get(f"{url}piece/").content.decode()
    actions.want_changes(claim.pk, what="All of it", by=claim.grant.awarded_by, now=NOW)
    piece = founder.get(f"{url}piece/").content.decode()
    assert "Add a cost" in piece and "csrfmiddlewaretoken" in piece
    assert founder.get(url).content.decode().count('id="add-line"') == 1


def test_why_an_advance_came_back_is_read_by_the_officer_and_not_by_the_firm(log_in, landing, officer):
    grant = make_grant(landing, officer)
    advance = actions.approve_advance(grant.pk, trigger="signature", by=officer, now=NOW)
    finance, url = payer_of(landing), f"/landings/{landing.pk}/grant/"
    actions.send_back_advance(advance.pk, reason="No bank details <yet>", by=finance, now=NOW)
    for member in (officer, finance):
        assert "No bank details &lt;yet&gt;" in log_in(member).get(url).content.decode()
    assert "No bank details" not in log_in(founder_of(landing)).get(url).content.decode()
    again = actions.approve_advance(grant.pk, trigger="signature", by=officer, now=NOW)
    assert "No bank details" in log_in(finance).get(url).content.decode()
    actions.pay_advance(again.pk, reference="A", by=finance, now=NOW)
    assert "No bank details" not in log_in(officer).get(url).content.decode()


def test_a_claim_that_the_advance_covers_is_settled_without_a_reference(log_in, landing, officer):
    grant, finance = make_grant(landing, officer), payer_of(landing)
    advance = actions.approve_advance(grant.pk, trigger="signature", by=officer, now=NOW)
    actions.pay_advance(advance.pk, reference="A", by=finance, now=NOW)
    claim = make_claim(grant, costs=[100_000])
    actions.approve_claim(claim.pk, by=officer, now=NOW)
    client, url = log_in(finance), f"/landings/claims/{claim.pk}/"
    page = client.get(url).content.decode()
    assert "there is nothing to pay" in page
    assert 'name="reference"' not in page and "Pay CA$0.00" not in page
    assert [client.post(f"{url}pay/").status_code for _ in range(2)] == [302, 302]
    claim.refresh_from_db()
    assert (claim.state, claim.reference) == ("paid", "")
    assert ", reference" not in client.get(url).content.decode()
    assert faults() == []


@pytest.mark.parametrize(
    ("advanced", "cost", "words"),
    [
        (False, 100_000, "Another person pays CA$1,000.00."),
        (True, 100_000, "The advance covers all of it, so nothing is left to pay. Another person settles it."),
        (True, 300_000, "The advance covers CA$1,500.00 of it. Another person pays CA$1,500.00."),
    ],
)
def test_the_question_before_an_approval_says_what_is_left_to_pay(log_in, landing, officer, advanced, cost, words):
    grant = make_grant(landing, officer)
    if advanced:
        advance = actions.approve_advance(grant.pk, trigger="signature", by=officer, now=NOW)
        actions.pay_advance(advance.pk, reference="A", by=payer_of(landing), now=NOW)
    url = f"/landings/claims/{make_claim(grant, costs=[cost]).pk}/approve/"
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert words in html.unescape(client.post(url).content.decode())


def test_what_is_wrong_with_a_cost_is_named_in_the_order_of_the_page(log_in, landing, officer):
    founder = log_in(founder_of(landing))
    url = founder.post(f"/landings/grants/{make_grant(landing, officer).pk}/claim/")["Location"]
    sent = a_line(amount="lots", spent_on="31/02/2026", category="champagne")
    del sent["receipt"]
    page = founder.post(f"{url}lines/", sent).content.decode()
    places = [page.index(f'href="#id_{name}"') for name in ("receipt", "spent_on", "category", "amount")]
    assert places == sorted(places)
    assert re.search(r'id="id_receipt_help">Browsers do not keep files: please choose the receipt again.<', page)


def test_a_landing_closed_without_a_grant_waits_for_no_money(log_in, landing, officer):
    Landing.objects.update(started_at=NOW, returned_at=NOW, closed_at=NOW)
    said = "The books of this landing were closed without a grant."
    for member in (officer, founder_of(landing), payer_of(landing)):
        client = log_in(member)
        panel = client.get(f"/landings/{landing.pk}/grant/panel/").content.decode()
        assert said in panel and "Nothing is awarded yet" not in panel and "Award the grant" not in panel
        page = client.get(f"/landings/{landing.pk}/").content.decode()
        assert not {"Pay what is approved", "Receive the grant", "Award the grant", "Plan your days"} & set(
            re.findall(r"[A-Z][\w ]+", page)
        )
        assert "award_form" not in (client.get(f"/landings/{landing.pk}/grant/").context or {})
