import pytest
from django.utils import translation

from ground.money.formats import money, percent


@pytest.mark.parametrize(
    ("language", "minor", "currency", "form", "written"),
    [
        ("en", 12_125, "KWD", "exact", "KWD\u00a012.125"),
        ("en", 12_125, "IQD", "exact", "IQD\u00a012.125"),
        ("en", 12_125, "LBP", "exact", "LBP\u00a0121.25"),
        ("en", 12_125, "JPY", "exact", "¥12,125"),
        ("en", 12_125, "CLF", "exact", "CLF\u00a01.2125"),
        ("en", 12_000, "KWD", "round", "KWD\u00a012"),
        ("en", 12_125, "KWD", "round", "KWD\u00a012.125"),
        ("fr", 12_125, "KWD", "exact", "12,125\u00a0KWD"),
        ("es", 12_125, "IDR", "exact", "121,25\u00a0IDR"),
        ("en", -12_125, "KWD", "signed", "−KWD\u00a012.125"),
        ("en", 2_000_000_000, "CAD", "brief", "CA$20M"),
    ],
)
def test_amounts_are_written_with_the_decimals_of_their_currency(language, minor, currency, form, written):
    with translation.override(language):
        assert money(minor, currency, form) == written


@pytest.mark.parametrize(
    ("language", "words"), [("en", "50%"), ("fr", "50\u00a0%"), ("es", "50\u00a0%")], ids=["en", "fr", "es"]
)
def test_a_percentage_is_written_as_the_language_writes_it(language, words):
    with translation.override(language):
        assert percent(50) == words


def test_a_code_stands_apart_from_a_short_figure():
    with translation.override("es"):
        assert money(2_000_000_000, "CAD", "brief") == "20\u00a0M\u00a0CAD"
