"""What the forms of a grant take and refuse, in each currency, and what they keep of what was typed. No database."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ground.money import rates
from landings.grants.forms import AwardForm, ChangesForm, LineForm, PayForm, ReasonForm, ReturnForm
from landings.grants.models import Grant
from landings.placements.models import Landing
from landings.programmes.models import FundYear, Programme
from landings.programmes.models.costs import COST_NAMES
from tests.factories.landings_grants import a_pdf, a_table

DAY = date(2026, 5, 6)


def an_award(currency="CAD", ceiling=400_000, desks=1, traveller=None, **typed):
    programme = Programme(currency=currency, ceiling=ceiling, traveller_ceiling=traveller)
    funds = [{"year": FundYear(pk=7, year=2026), "left": 123_456}]
    data = {"amount": "1", "fund_year": "7", "note": "", **typed}
    return AwardForm(data, landing=Landing(programme=programme, desks=desks), funds=funds)


@pytest.mark.parametrize(
    ("currency", "typed", "minor"),
    [
        ("CAD", "1,234.56", 123_456),
        ("CAD", "0.01", 1),
        ("JPY", "1,234", 1_234),
        ("JPY", "1", 1),
        ("KWD", "1.234", 1_234),
        ("KWD", "0.001", 1),
    ],
)
def test_an_amount_is_read_in_the_units_of_its_currency(currency, typed, minor):
    for form in (an_award(currency, amount=typed), ReturnForm({"amount": typed, "reference": "R"}, currency=currency)):
        assert form.is_valid(), form.errors
        assert form.cleaned_data["minor"] == minor


@pytest.mark.parametrize(
    ("currency", "typed"),
    [("CAD", "0.001"), ("JPY", "0.5"), ("KWD", "0.0005"), ("CAD", "0"), ("JPY", "0"), ("KWD", "0.000"), ("CAD", "-1")],
)
def test_less_than_the_smallest_unit_is_no_amount(currency, typed):
    for form in (an_award(currency, amount=typed), ReturnForm({"amount": typed, "reference": "R"}, currency=currency)):
        assert not form.is_valid()
        assert list(form.errors) == ["amount"] and f'value="{typed}"' in str(form["amount"])


@pytest.mark.parametrize(
    ("currency", "ceiling", "traveller", "desks", "words"),
    [
        ("CAD", 400_000, None, 1, "At most CA$4,000.00."),
        ("CAD", 400_000, 150_000, 2, "At most CA$3,000.00."),
        ("JPY", 400_000, None, 1, "At most ¥400,000."),
        ("KWD", 400_000, 1, 2, "At most KWD\u00a00.002."),
    ],
)
def test_the_form_says_the_most_that_may_be_awarded(currency, ceiling, traveller, desks, words):
    assert an_award(currency, ceiling, desks, traveller).fields["amount"].help_text == words


def test_a_fund_is_chosen_by_its_year_with_what_is_left():
    assert an_award("JPY").fields["fund_year"].choices == [(7, "2026, ¥123,456 left")]
    assert list(an_award(fund_year="8").errors) == ["fund_year"]


@pytest.mark.parametrize(
    ("form", "name", "most"), [(PayForm, "reference", 80), (ReasonForm, "reason", 600), (ChangesForm, "what", 1000)]
)
def test_words_are_wanted_and_no_more_than_fit(form, name, most):
    assert form({name: "x" * most}).is_valid()
    for typed in ("", "  ", "x" * (most + 1)):
        assert list(form({name: typed}).errors) == [name]


@pytest.mark.parametrize("typed", ["WIRE\n7", "WIRE\u20287"])
def test_a_reference_is_one_line(typed):
    """It stands in a cell of a statement."""
    assert list(PayForm({"reference": typed}).errors) == ["reference"]
    assert list(ReturnForm({"amount": "1", "reference": typed}, currency="CAD").errors) == ["reference"]


# A cost


@pytest.fixture
def table(monkeypatch, tmp_path):
    made = a_table(tmp_path, DAY)
    monkeypatch.setattr(rates, "_table", lambda: made)
    return made


def a_line(covers=(), of="CAD", **typed):
    """A cost put forward against a grant in the currency `of`."""
    grant = Grant(currency=of, cost_categories=list(covers))
    data = {
        "spent_on": DAY.isoformat(),
        "category": "lodging",
        "description": "Room",
        "amount": "12.50",
        "currency": "CAD",
        **typed,
    }
    return LineForm(data, {"receipt": a_pdf()}, grant=grant)


def test_a_grant_that_names_no_category_takes_all_in_words_and_else_its_own(table):
    assert dict(a_line().fields["category"].choices) == COST_NAMES
    assert a_line(["visa", "own-word"]).fields["category"].choices == [
        ("visa", COST_NAMES["visa"]),
        ("own-word", "own-word"),
    ]
    assert list(a_line(["visa"]).errors) == ["category"]


def test_the_currencies_are_those_with_a_rate_and_the_grants_own_though_it_has_none(table):
    assert [code for code, _ in a_line(of="COP").fields["currency"].choices] == ["CAD", "COP", "EUR", "USD"]
    own = a_line(of="COP", amount="1,250")
    assert "publishes no rate for COP" in str(own.errors["currency"])


def test_a_cost_in_the_grants_own_currency_asks_for_no_rate(table):
    form = a_line(spent_on="2099-01-01", old_rate="")
    assert form.is_valid(), form.errors
    assert "rate_of" not in form.cleaned_data and form.cleaned_data["minor"] == 1_250


@pytest.mark.parametrize(("days", "asked"), [(0, False), (7, False), (8, True)])
def test_an_old_rate_is_asked_about_from_the_eighth_day(table, days, asked):
    day = (DAY + timedelta(days=days)).isoformat()
    assert list(a_line(spent_on=day, currency="EUR").errors) == (["old_rate"] if asked else [])
    agreed = a_line(spent_on=day, currency="EUR", old_rate="on")
    assert agreed.is_valid() and agreed.cleaned_data.get("rate_of") == (DAY if asked else None)


def test_the_question_stands_on_the_empty_form_only_while_the_table_is_old(monkeypatch, tmp_path):
    today = timezone.localdate()
    for days, asked in ((7, False), (8, True)):
        (tmp_path / str(days)).mkdir()
        made = a_table(tmp_path / str(days), today - timedelta(days=days))
        monkeypatch.setattr(rates, "_table", lambda made=made: made)
        assert LineForm(grant=Grant(currency="CAD")).asks_rate is asked


def test_after_a_refusal_the_receipt_is_asked_for_again_and_all_else_is_kept(table):
    form = a_line(amount="lots", description="Zimmer “7”")
    assert not form.is_valid()
    assert form.fields["receipt"].help_text == "Browsers do not keep files: please choose the receipt again."
    page = form.as_p()
    assert 'value="lots"' in page and "Zimmer “7”" in page and 'value="2026-05-06"' in page
