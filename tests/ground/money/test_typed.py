import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ground.money.currencies import DIGITS
from ground.money.formats import money
from ground.money.typed import LARGEST, as_typed, count_from, minor_from

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Others in which a member's browser may ask for pages one day: other marks, other groups, other digits.
MORE = [*LANGUAGES, "de", "de-ch", "pt-br", "sv", "hi", "ar", "pl"]
AMOUNTS = st.integers(0, LARGEST) | st.integers(0, 20_000) | st.sampled_from([12_125, 12_500, 125_000, 1_250_000])


@given(minor=AMOUNTS)
@pytest.mark.parametrize("language", MORE)
def test_what_a_field_shows_reads_back_as_the_same_amount(language, minor):
    """Guarantee G14, for every currency: the untouched form changes nothing."""
    with translation.override(language):
        assert {code: minor_from(as_typed(minor, code), code) for code in DIGITS} == dict.fromkeys(DIGITS, minor)


@given(minor=AMOUNTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_page_shows_may_be_copied_into_a_field(language, minor):
    with translation.override(language):
        assert {code: minor_from(money(minor, code), code) for code in DIGITS} == dict.fromkeys(DIGITS, minor)


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
        ("12,50,000", 125_000_000),
        ("1,00,00,000.50", 1_000_000_050),
        ("1’250.5", 125_050),
        ("1'250'000.-", 125_000_000),
        ("1\u202f250,5", 125_050),
        ("1\u00a0250,50\u00a0$\u00a0CA", 125_050),
        ("0.5", 50),
        (".5", 50),
        ("0,500", 50),
        ("1250.", 125_000),
        ("1250.500", 125_050),
        ("40,-", 4_000),
        ("40.–", 4_000),
        ("40:-", 4_000),
        ("$20", 2_000),
        ("$.50", 50),
        ("CA$20", 2_000),
        ("C$ 20", 2_000),
        ("CAD 20", 2_000),
        ("20cad", 2_000),
        ("$20 CAD", 2_000),
        ("20 dollars", 2_000),
        ("$ 20", 2_000),
        ("+20", 2_000),
        ("١٢٥٠", 125_000),
        ("\u200f١٬٢٥٠٫٥\u200f", 125_050),
        ("१२,५०,०००", 125_000_000),
        ("１，２５０．５０", 125_050),
        (" 0 ", 0),
        ("-0", 0),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_are_read_as_people_write_them(language, text, minor):
    with translation.override(language):
        assert minor_from(text, "CAD") == minor


@pytest.mark.parametrize(
    ("currency", "text", "minor"),
    [
        ("EUR", "12 EUR", 1_200),
        ("EUR", "12 €", 1_200),
        ("EUR", "€12,-", 1_200),
        ("EUR", "12 euros", 1_200),
        ("NOK", "kr 40", 4_000),
        ("SEK", "40 kr", 4_000),
        ("DKK", "40 kr.", 4_000),
        ("SEK", "40,- kr", 4_000),
        ("CHF", "Fr. 40.-", 4_000),
        ("CHF", "CHF 1’250.–", 125_000),
        ("INR", "Rs.12,50,000", 125_000_000),
        ("INR", "₹12,50,000.50", 125_000_050),
        ("PEN", "S/.40", 4_000),
        ("BRL", "R$ 1.250,50", 125_050),
        ("PLN", "1 250,50 zł", 125_050),
        ("JPY", "￥4,000", 4_000),
        ("JPY", "4.000", 4_000),
        ("GBP", "£1,250", 125_000),
        ("KES", "KSh 1,250", 125_000),
        ("ZAR", "R 1 250,50", 125_050),
        ("KWD", "1,250,000", 1_250_000_000),
        ("KWD", "12,500.000", 12_500_000),
        ("KWD", "12 500", 12_500_000),
        ("KWD", "12'500", 12_500_000),
        ("KWD", "0.500", 500),
        ("KWD", "0,500", 500),
        ("KWD", "1250.500", 1_250_500),
        ("KWD", "12.5", 12_500),
        ("KWD", "12,5", 12_500),
        ("KWD", "١٢٫٥٠٠", 12_500),
        ("CLF", "12.5000", 125_000),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_codes_and_groups_of_many_markets_are_read(language, currency, text, minor):
    with translation.override(language):
        assert minor_from(text, currency) == minor


@pytest.mark.parametrize("currency", [code for code, digits in DIGITS.items() if digits >= 3])
@pytest.mark.parametrize(
    ("language", "clear", "unclear"),
    [("en", "12.500", "12,500"), ("fr", "12,500", "12.500"), ("es", "12,500", "12.500")],
)
def test_a_mark_that_may_group_or_divide_is_asked_about(currency, language, clear, unclear):
    """Twelve and a half dinars, in the language whose mark it is; elsewhere both readings are offered, each clear."""
    twelve_and_a_half = 125 * 10 ** (DIGITS[currency] - 1)
    with translation.override(language):
        assert minor_from(clear, currency) == twelve_and_a_half
        with pytest.raises(ValidationError) as asked:
            minor_from(unclear, currency)
        both = [as_typed(minor, currency) for minor in (12_500 * 10 ** DIGITS[currency], twelve_and_a_half)]
    assert asked.value.code == "unclear"
    assert unclear in asked.value.message and all(one in asked.value.message for one in both)


@pytest.mark.parametrize(
    ("text", "currency", "said"),
    [
        ("12 EUR", "CAD", "EUR"),
        ("€12", "CAD", "€"),
        ("40 kr", "CAD", "kr"),
        ("US$ 5", "CAD", "US$"),
        ("5 CAD", "USD", "CAD"),
    ],
)
def test_another_currency_than_the_fields_is_refused_in_words(text, currency, said):
    with pytest.raises(ValidationError) as refused:
        minor_from(text, currency)
    assert refused.value.code == "currency"
    assert refused.value.message == f"You wrote {said}, but this amount is in {currency}."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            (text, "amount")
            for text in ("", " ", "abc", "1.2.3,4,5", "12e3", "10.001x", "NaN", "∞", "²", "$", "12 foo")
        ),
        *(
            (text, "amount")
            for text in ("12 50", "1,25,0", "1 2500", "5-", "--5", "(5)", "1;5", "4 000 000 0", "9" * 90)
        ),
        *((text, "negative") for text in ("-5", "−5", "$-5", "-$5")),
        *((text, "large") for text in ("9" * 20, "10000000000000.01")),
        *((text, "precise") for text in ("1.2345", "0.001", "1.000000000000000000000000000000000001")),
    ],
)
def test_what_is_no_amount_is_refused(text, code):
    with pytest.raises(ValidationError) as refused:
        minor_from(text, "CAD")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("language", "currency", "said"),
    [
        ("en", "CAD", "Write a number, such as 1250 or 1250.50."),
        ("en", "KWD", "Write a number, such as 1250 or 1250.500."),
        ("en", "JPY", "Write a number, such as 1250."),
    ],
)
def test_the_example_is_one_that_would_be_taken(language, currency, said):
    with translation.override(language), pytest.raises(ValidationError) as refused:
        minor_from("many", currency)
    assert refused.value.messages == [said]


def test_the_example_has_the_readers_own_mark():
    with translation.override("fr"), pytest.raises(ValidationError) as refused:
        minor_from("beaucoup", "CAD")
    assert "1250,50" in refused.value.messages[0]


@given(st.text(max_size=60))
@pytest.mark.parametrize("read", [lambda text: minor_from(text, "KWD"), count_from])
def test_any_text_is_read_or_refused(read, text):
    try:
        assert 0 <= read(text) <= LARGEST
    except ValidationError as refused:
        assert refused.code in ("amount", "currency", "negative", "large", "precise", "unclear")


@pytest.mark.parametrize("currency", ["JPY", "ISK"])
def test_yen_have_no_minor_unit(currency):
    assert minor_from("4,000", currency) == 4000
    with pytest.raises(ValidationError):
        minor_from("40.5", currency)


@pytest.mark.parametrize(("text", "count"), [("10", 10), ("1,000", 1000), ("1.000", 1000), ("1 000", 1000), ("0", 0)])
def test_counts(text, count):
    assert count_from(text) == count


@pytest.mark.parametrize("text", ["1.5", "-1", "ten", "", "99999999", "10 EUR", "1 2"])
def test_what_is_no_count_is_refused(text):
    with pytest.raises(ValidationError):
        count_from(text)
