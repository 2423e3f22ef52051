from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from ground.money import rates
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
