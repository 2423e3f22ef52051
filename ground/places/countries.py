"""Countries by their names in the languages of the house, from CLDR by way of Babel, and by what people call them."""

from functools import cache, lru_cache
from typing import Final

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language
from django_countries import countries

from ground.words import searching

# What CLDR does not say and everybody does.
_CALLED: Final = {
    "US": ("USA", "United States of America", "America", "EE. UU."),
    "GB": ("UK", "Great Britain", "Britain", "England", "Angleterre", "Inglaterra"),
    "AE": ("UAE", "Emirates"),
    "CZ": ("Czech Republic", "République tchèque", "República Checa"),
    "KR": ("Korea", "Corée", "Corea"),
    "NL": ("Holland", "Hollande", "Holanda"),
}
Words = tuple[str, ...]


@cache
def names_of(code: str) -> tuple[str, ...]:
    """What a country is called in each language; nothing for a code that is none."""
    if not code or code not in countries:
        return ()
    spoken = (str(Locale.parse(language).territories.get(code, "")) for language, _name in settings.LANGUAGES)
    return tuple(dict.fromkeys(filter(None, (*spoken, *_CALLED.get(code, ())))))


@cache
def _by_words() -> dict[Words, str]:
    return {_stems(name): code for code, _name in countries for name in names_of(code)}


def _stems(name: str) -> Words:
    return tuple(searching.stem(word) for word in searching.words(name))


def named_in(stems: Words) -> str:
    """The code of the country that these words name, all together."""
    return _by_words().get(stems, "")


def other_words(code: str) -> list[Words]:
    """Each way to say it."""
    return list(dict.fromkeys(_stems(name) for name in names_of(code)))


def country_name(code: object) -> str:
    """In the reader's language, by its two letters (ISO 3166-1); empty where there is no such country."""
    # The package takes whatever else it is asked for as a number, and fails at some.
    said = str(code)
    return _name_in(said, get_language()) if len(said) == 2 and said.isascii() and said.isalpha() else ""


@lru_cache(maxsize=4096)
def _name_in(code: str, _language: str | None) -> str:
    return str(countries.name(code))
