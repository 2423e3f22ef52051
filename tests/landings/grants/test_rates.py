from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from ground.money import formats, rates
from ground.money.currencies import minor_digits
from ground.money.rates import SAME, SOURCE, currencies, rate_on
from tests.factories.landings_grants import a_table


def test_the_rate_of_a_day_is_the_central_banks():
    """17 April 2024: one euro was 1.0638 dollars."""
    rate = rate_on(date(2024, 4, 17), "EUR", "USD")
    assert (rate.value, rate.on, rate.source) == (Decimal("1.0638"), date(2024, 4, 17), SOURCE)


@pytest.mark.parametrize("day", [date(2024, 4, 20), date(2024, 4, 21)])
def test_a_weekend_has_the_rate_of_the_friday_before(day):
    assert rate_on(day, "EUR", "USD").on == date(2024, 4, 19)


def test_easter_has_the_rate_of_the_thursday_before():
    assert rate_on(date(2024, 4, 1), "EUR", "CAD").on == date(2024, 3, 28)


def test_after_the_tables_end_its_last_rate_stands_with_its_date():
    rate = rate_on(date(2099, 1, 1), "USD", "CAD")
    assert rate.on < date(2099, 1, 1)
    assert rate.value == rate_on(rate.on, "USD", "CAD").value


def test_the_same_currency_is_one_to_one():
    rate = rate_on(date(2026, 5, 6), "CAD", "CAD")
    assert (rate.value, rate.source, rate.convert(123)) == (1, SAME, 123)


def test_yen_have_no_cents():
    """17 April 2024: 164.54 yen to the euro."""
    assert rate_on(date(2024, 4, 17), "EUR", "JPY").convert(10_000) == 16_454
    assert rate_on(date(2024, 4, 17), "JPY", "EUR").convert(16_454) == 10_000


@pytest.mark.parametrize("code", ["XXX", "VND", "COP"])
def test_a_currency_without_a_rate_is_refused_in_words(code):
    with pytest.raises(ValidationError, match=f"no rate for {code}"):
        rate_on(date(2024, 4, 17), code, "CAD")


def test_the_currencies_are_those_with_a_rate_today():
    known = currencies()
    assert {"CAD", "EUR", "USD", "JPY", "GBP"} <= set(known)
    assert "DEM" not in known and "RUB" not in known


@pytest.mark.parametrize(
    ("day", "currency", "age", "is_old"),
    [
        (date(2024, 3, 28), "EUR", 0, False),
        (date(2024, 4, 1), "EUR", 4, False),
        (date(2026, 11, 6), "EUR", 7, False),
        (date(2026, 11, 7), "EUR", 8, True),
        (date(2026, 11, 30), "USD", 31, True),
        (date(2026, 11, 30), "CAD", 0, False),
    ],
)
def test_a_rate_tells_its_age(monkeypatch, tmp_path, day, currency, age, is_old):
    """As in a table that ends on 30 October 2026."""
    monkeypatch.setattr(rates, "_table", lambda: a_table(tmp_path, date(2024, 3, 28), date(2026, 10, 30)))
    rate = rate_on(day, currency, "CAD")
    assert (rate.age_on(day), rate.is_old_on(day)) == (age, is_old)


@given(
    st.sampled_from(["IDR", "KRW", "HUF", "JPY", "USD", "EUR", "ISK"]),
    st.sampled_from(["CAD", "EUR", "GBP", "JPY"]),
    st.integers(1, 10**10),
)
@example("IDR", "CAD", 25_000_000_00)
@example("KRW", "CAD", 25_000_000)
def test_a_bill_of_a_million_in_small_money_is_right_to_the_unit(currency, to, minor):
    """As whoever checks it would reckon with the bank's own figures, units to the euro: 25 million rupiah are 1,962.44
    dollars, and were 1,962.50 while a rate had eight decimals.
    """
    day = date(2024, 4, 17)
    per_euro = {code: Fraction(rate_on(day, "EUR", code).value) for code in (currency, to)}
    exact = minor * per_euro[to] / per_euro[currency] * Fraction(10) ** (minor_digits(to) - minor_digits(currency))
    assert abs(rate_on(day, currency, to).convert(minor) - exact) <= 1


@given(st.integers(1, 10**12), st.sampled_from(["CAD", "JPY", "KWD"]))
def test_in_its_own_currency_an_amount_stays_what_it_is(minor, currency):
    rate = rate_on(date(2026, 5, 6), currency, currency)
    assert (rate.convert(minor), rate.is_old_on(date(2099, 1, 1))) == (minor, False)


def test_what_was_spent_before_the_table_begins_has_no_rate():
    with pytest.raises(ValidationError, match="No rate was published for USD near that day"):
        rate_on(date(1998, 12, 31), "USD", "EUR")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0.000078497696", "0.0000784977"),
        ("0.008707412648", "0.00870741"),
        ("1.5", "1.5000"),
        ("1.363636363636", "1.36364"),
        ("17512.34", "17,512.3400"),
        ("1", "1.0000"),
    ],
)
def test_a_rate_is_shown_by_six_figures_that_count(value, words):
    """A rupiah was shown as 0.0001 dollars, from which nobody could reckon what stands beside it."""
    assert formats.rate(Decimal(value)) == words


def test_a_rate_is_written_as_the_reader_writes_figures():
    with translation.override("de"):
        assert formats.rate(Decimal("1512.5")) == "1.512,5000"
