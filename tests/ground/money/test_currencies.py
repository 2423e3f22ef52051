import pytest

from ground.money.currencies import DIGITS, minor_digits


@pytest.mark.parametrize(
    ("currency", "digits"),
    [
        *(("JPY", 0), ("ISK", 0), ("CLP", 0), ("KRW", 0), ("XOF", 0), ("UGX", 0), ("VND", 0)),
        *(("CAD", 2), ("IDR", 2), ("COP", 2), ("LBP", 2), ("HUF", 2), ("RSD", 2), ("ALL", 2), ("MGA", 2), ("TWD", 2)),
        *(("IQD", 3), ("KWD", 3), ("BHD", 3), ("JOD", 3), ("LYD", 3), ("OMR", 3), ("TND", 3)),
        *(("CLF", 4), ("UYW", 4)),
    ],
)
def test_minor_units_are_those_of_iso_4217(currency, digits):
    assert minor_digits(currency) == digits


def test_the_list_is_whole_and_names_each_once():
    """Published on 2026-01-01: 17, 139, 7 and 2 codes; what has no minor unit is not in it."""
    assert len(DIGITS) == 165
    assert [list(DIGITS.values()).count(digits) for digits in (0, 2, 3, 4)] == [17, 139, 7, 2]
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in DIGITS)
    assert "XAU" not in DIGITS and "XXX" not in DIGITS


def test_a_withdrawn_currency_had_cents():
    assert minor_digits("HRK") == 2
