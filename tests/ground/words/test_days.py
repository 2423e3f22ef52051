from datetime import date

import pytest
from babel import Locale

from ground.words.days import format_date, format_skeleton


@pytest.mark.parametrize(
    ("language", "on", "words"),
    [
        ("fr", date(2027, 4, 1), "1er avril 2027"),
        ("fr", date(2027, 4, 11), "11 avril 2027"),
        ("fr", date(2027, 4, 21), "21 avril 2027"),
        ("es", date(2027, 4, 1), "1 de abril de 2027"),
        ("en", date(2027, 4, 1), "April 1, 2027"),
    ],
)
def test_the_first_of_a_month_is_said_as_the_language_says_it(language, on, words):
    assert format_date(on, "long", locale=Locale.parse(language)) == words


def test_it_is_so_in_short_and_with_the_weekday():
    french = Locale.parse("fr")

    assert format_skeleton("MMMd", date(2027, 4, 1), locale=french) == "1er avr."
    assert format_date(date(2027, 4, 1), "full", locale=french) == "jeudi 1er avril 2027"
