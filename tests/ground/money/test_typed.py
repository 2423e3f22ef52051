import pytest
from django.core.exceptions import ValidationError

from ground.money.typed import count_from, minor_from


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1250", 125_000),
        ("1,250", 125_000),
        ("1.250", 125_000),
        ("1,250.50", 125_050),
        ("1.250,50", 125_050),
        ("1 250 000", 125_000_000),
        ("1,250,000", 125_000_000),
        ("1.250.000,5", 125_000_050),
        ("1’250.5", 125_050),
        ("0.5", 50),
        ("0,500", 50),
        ("$20", 2_000),
        ("CA$20", 2_000),
        ("20 €", 2_000),
        ("١٢٥٠", 125_000),
        (" 0 ", 0),
    ],
)
def test_amounts_are_read_as_people_write_them(text, minor):
    assert minor_from(text, "CAD") == minor


def test_yen_have_no_minor_unit():
    assert minor_from("4,000", "JPY") == 4000
    with pytest.raises(ValidationError):
        minor_from("40.5", "JPY")


@pytest.mark.parametrize("text", ["", "abc", "-5", "1.2.3,4,5", "12e3", "10.001x", "9" * 20, "1.2345", "NaN", "∞", "²"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValidationError):
        minor_from(text, "CAD")


@pytest.mark.parametrize(("text", "count"), [("10", 10), ("1,000", 1000), ("0", 0)])
def test_counts(text, count):
    assert count_from(text) == count


@pytest.mark.parametrize("text", ["1.5", "-1", "ten", "", "99999999"])
def test_what_is_no_count_is_refused(text):
    with pytest.raises(ValidationError):
        count_from(text)
