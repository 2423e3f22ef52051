"""The active language, as Babel knows it."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, to_locale


def active_locale() -> Locale:
    return _locale(get_language() or "en")


@lru_cache(maxsize=32)
def _locale(code: str) -> Locale:
    try:
        return Locale.parse(to_locale(code))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def language_name(code: str) -> str:
    """The language's name in the active language; the code itself where nobody has named it."""
    name = active_locale().languages.get(code.replace("-", "_")) or active_locale().languages.get(code.split("-")[0])
    return str(name or code)


def in_each_language(words: str | Promise) -> list[str]:
    """What is written once, in all languages of the house: for finding it by any of them."""
    said = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.append(str(words))
    return list(dict.fromkeys(said))
