"""Public holidays by country, named in the reader's language where the calendar (the package `holidays`) knows it."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays

from ground.words.language import active_locale

LINGUA_FRANCA = "en_US"


def holidays_of(country: str, years: Iterable[int]) -> dict[date, str]:
    """By day; none where the country (ISO 3166-1 alpha-2) is unknown to the calendar."""
    return dict(_named(country, tuple(sorted(set(years))), active_locale().language))


@lru_cache(maxsize=256)
def _named(country: str, years: tuple[int, ...], language: str) -> dict[date, str]:
    if country not in holidays.list_supported_countries():
        return {}
    return dict(holidays.country_holidays(country, years=years, language=_language(country, language)))


def _language(country: str, wanted: str) -> str | None:
    """The reader's own, else English, else the country's; None where the calendar names days in one language only."""
    known = holidays.country_holidays(country).supported_languages
    own = [code for code in known if code == wanted or code.startswith(f"{wanted}_")]
    return next((code for code in (*own, LINGUA_FRANCA) if code in known), None)
