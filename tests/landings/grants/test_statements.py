"""Statements: each page goes on where the one before ended, and each cell is what it says and nothing else."""

import csv
import io
from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.utils import translation

from landings.grants import actions, queries
from landings.grants.models import Books, Kind
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import NOW, a_cost, founder_of, make_claim, make_grant, payer_of
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme

HEAD = [
    "Number",
    "Moment",
    "What",
    "Firm",
    "From",
    "To",
    "Amount",
    "In",
    "Out",
    "Balance",
    "Currency",
    "Reference",
    "By",
]


@pytest.fixture(scope="module")
def drawn(module_transaction):
    """Two grants of one fund; the first with an advance, a claim that uses it up, and a return."""
    programme = make_programme()
    officer = make_officer(programme)
    grants = [
        make_grant(make_landing(make_application(programme, state="accepted")), officer, amount=amount)
        for amount in (300_000, 100_000)
    ]
    grant, finance = grants[0], payer_of(grants[0].landing)
    advance = actions.approve_advance(grant.pk, trigger="signature", by=officer, now=NOW)
    actions.pay_advance(advance.pk, reference="WIRE-1", by=finance, now=NOW)
    claim = make_claim(grant, costs=[140_000])
    actions.approve_claim(claim.pk, by=officer, now=NOW)
    actions.pay_claim(claim.pk, reference="", by=finance, now=NOW)
    actions.record_return(grant.pk, amount=10_000, reference="BACK", by=finance, now=NOW)
    return SimpleNamespace(grants=grants, officer=officer, finance=finance, programme=programme)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


def lines(statement):
    return [(entry.transfer.reason, entry.into, entry.out, entry.balance) for entry in statement.entries]


OF_THE_FIRST = [
    ("award", 300_000, 0, 300_000),
    ("advance_approved", 0, 150_000, 150_000),
    ("advance_paid", 0, 0, 150_000),
    ("advance_used", 0, 0, 150_000),
    ("claim_paid", 0, 0, 150_000),
    ("recovery", 0, 0, 150_000),
]


def test_a_landings_statement_is_what_is_committed_after_each_transfer(drawing):
    found = queries.landing_statement(drawing.grants[0])
    assert lines(found) == OF_THE_FIRST
    assert (found.opening, found.closing, found.later, found.currency) == (0, 150_000, None, "CAD")
    assert [entry.change for entry in found.entries] == [300_000, -150_000, 0, 0, 0, 0]


@pytest.mark.parametrize("size", range(1, 8))
def test_pages_of_any_size_make_the_whole(drawing, size):
    found, after = [], 0
    while True:
        page = queries.landing_statement(drawing.grants[0], after=after, limit=size)
        assert page.opening == (found[-1][3] if found else 0)
        found += lines(page)
        if page.later is None:
            break
        assert len(page.entries) == size
        after = page.later
    assert found == OF_THE_FIRST


def test_after_its_last_line_a_statement_is_empty_and_keeps_the_balance(drawing):
    last = queries.landing_statement(drawing.grants[0]).entries[-1].transfer.pk
    page = queries.landing_statement(drawing.grants[0], after=last)
    assert (page.entries, page.opening, page.closing) == ([], 150_000, 150_000)


def test_a_funds_statement_has_what_the_funder_gave_and_each_firms_award(drawing):
    year = drawing.programme.fund_years.get()
    found = queries.fund_statement(year, "CAD")
    assert lines(found) == [
        ("allocation", 40_000_000, 0, 40_000_000),
        ("award", 0, 300_000, 39_700_000),
        ("award", 0, 100_000, 39_600_000),
    ]
    firms = [entry.landing.firm if entry.landing else None for entry in found.entries]
    assert firms == [None, *(grant.landing.firm for grant in drawing.grants)]
    assert queries.left_of(year, "CAD") == found.closing


def test_a_fund_that_nobody_drew_on_has_an_empty_statement_and_all_of_it_left(drawing):
    year = make_programme().fund_years.get()
    found = queries.fund_statement(year, "CAD")
    assert (found.entries, found.opening, found.closing) == ([], 0, 0)
    assert queries.left_of(year, "CAD") == 40_000_000


def test_what_the_funder_takes_back_is_left_no_more_before_the_ledger_hears_of_it(drawing):
    """The fund's page and the form follow the programme at once, the ledger with the next award."""
    year = drawing.programme.fund_years.get()
    year.amount = 500_000
    year.save()
    assert queries.left_of(year, "CAD") == 100_000
    landing = make_landing(make_application(drawing.programme, state="accepted"))
    (row,) = queries.funds_for(landing, on=NOW.date())
    assert (row["year"], row["left"]) == (year, 100_000)
    make_grant(landing, drawing.officer, amount=100_000)
    assert Books(year, "CAD").balance(Kind.FUND) == 0
    assert lines(queries.fund_statement(year, "CAD"))[-2:] == [
        ("reduction", 0, 39_500_000, 100_000),
        ("award", 0, 100_000, 0),
    ]


@pytest.mark.parametrize(("day", "offered"), [("2027-03-31", True), ("2027-04-01", False)])
def test_a_fund_is_offered_until_the_day_before_it_expires(drawing, day, offered):
    landing = make_landing(make_application(drawing.programme, state="accepted"))
    on = type(NOW.date()).fromisoformat(day)
    assert bool(queries.funds_for(landing, on=on)) is offered


# CSV


def cells(statement):
    text = queries.as_csv(statement)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_each_transfer_is_a_row_with_its_way_its_moment_and_who_did_it(drawing):
    grant = drawing.grants[0]
    head, *rows = cells(queries.landing_statement(grant))
    assert head == HEAD
    pks = [str(entry.transfer.pk) for entry in queries.landing_statement(grant).entries]
    firm, officer, finance = grant.landing.firm.name, drawing.officer.name, drawing.finance.name
    at = "2026-05-20T15:00:00+00:00"
    assert rows[0] == [
        *(pks[0], at, "Grant awarded", firm, "Fund", "Commitments"),
        *("3000.00", "3000.00", "0.00", "3000.00", "CAD", "", officer),
    ]
    assert rows[2] == [
        *(pks[2], at, "Advance paid", firm, "Claims payable", "Advances"),
        *("1500.00", "0.00", "0.00", "1500.00", "CAD", "WIRE-1", finance),
    ]
    assert rows[5][2:7] + rows[5][11:] == [
        *("Advance returned", firm, "Advances", "Recovered", "100.00"),
        *("BACK", finance),
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "＝", "−"])
def test_no_name_makes_a_spreadsheet_reckon(drawing, sign):
    firm = drawing.grants[0].landing.firm
    type(firm).objects.filter(pk=firm.pk).update(name=f"{sign}HYPERLINK(1)")
    type(drawing.officer).objects.filter(pk=drawing.officer.pk).update(name=f"{sign}1+1")
    row = cells(queries.landing_statement(drawing.grants[0]))[1]
    assert (row[3], row[12]) == (f"'{sign}HYPERLINK(1)", f"'{sign}1+1")


def test_what_the_funder_gave_is_of_no_firm(drawing):
    row = cells(queries.fund_statement(drawing.programme.fund_years.get(), "CAD"))[1]
    assert (row[2], row[3], row[4], row[5]) == ("Given by the funder", "", "Funder", "Fund")


def test_in_another_language_words_change_and_figures_do_not(drawing):
    english = cells(queries.landing_statement(drawing.grants[0]))
    with translation.override("fr"):
        french = cells(queries.landing_statement(drawing.grants[0]))
    assert french[0] != english[0] and french[1][2] != english[1][2]
    for at in (0, 1, 6, 7, 8, 9, 10, 11, 12):
        assert [row[at] for row in french[1:]] == [row[at] for row in english[1:]]


@pytest.mark.parametrize(
    ("currency", "minor", "cell"), [("JPY", 12_345, "12345"), ("KWD", 12_345, "12.345"), ("CAD", 5, "0.05")]
)
def test_amounts_have_the_decimals_of_their_currency(db, currency, minor, cell):
    programme = make_programme(currency=currency)
    grant = make_grant(make_landing(make_application(programme, state="accepted")), amount=minor)
    row = cells(queries.landing_statement(grant))[1]
    assert (row[6], row[9], row[10]) == (cell, cell, currency)


@pytest.mark.parametrize(
    ("who", "landing", "fund"),
    [("officer", 200, 200), ("finance", 200, 200), ("reviewer", 404, 404), ("founder", 200, 404), ("other", 404, 404)],
)
def test_whose_statements_they_are(drawing, log_in, who, landing, fund):
    grant = drawing.grants[0]
    people = {
        "officer": lambda: drawing.officer,
        "finance": lambda: drawing.finance,
        "reviewer": lambda: make_officer(drawing.programme, role="reviewer"),
        "founder": lambda: founder_of(grant.landing),
        "other": lambda: founder_of(drawing.grants[1].landing),
    }
    client = log_in(people[who]())
    for ending in ("statement/", "statement.csv"):
        assert client.get(f"/landings/{grant.landing_id}/{ending}").status_code == landing
    for ending in ("", "statement.csv"):
        assert client.get(f"/landings/funds/{grant.fund_year_id}/{ending}").status_code == fund


def test_the_files_are_named_after_what_they_are_of(drawing, log_in):
    grant, client = drawing.grants[0], log_in(drawing.officer)
    answers = [
        client.get(f"/landings/{grant.landing_id}/statement.csv"),
        client.get(f"/landings/funds/{grant.fund_year_id}/statement.csv"),
    ]
    assert [answer["Content-Disposition"] for answer in answers] == [
        f'attachment; filename="landing-{grant.landing_id}.csv"',
        f'attachment; filename="fund-{drawing.programme.slug}-2026.csv"',
    ]
    assert {answer["Content-Type"] for answer in answers} == {"text/csv; charset=utf-8"}


def test_a_landing_without_a_grant_has_no_statement(drawing, log_in):
    landing = make_landing(make_application(drawing.programme, state="accepted"))
    assert log_in(drawing.officer).get(f"/landings/{landing.pk}/statement/").status_code == 404


def test_a_cost_in_foreign_money_is_on_the_books_in_the_grants(drawing):
    grant = drawing.grants[1]
    claim = make_claim(grant, costs=[], submitted=False)
    cost = a_cost(amount=100_00, currency="EUR", rate_of=None)
    line = actions.add_line(claim.pk, cost=cost, by=claim.claimant, now=NOW)
    actions.submit_claim(claim.pk, is_final=True, by=claim.claimant, now=NOW)
    actions.approve_claim(claim.pk, by=drawing.officer, now=NOW)
    row = cells(queries.landing_statement(grant))[-1]
    assert (row[6], row[10]) == (f"{line.converted / 100:.2f}", "CAD")
