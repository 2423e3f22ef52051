"""Days in words, as Babel writes them; the first of a month as French says it, 1er avril, which CLDR leaves out."""

import re
from datetime import date, tzinfo
from typing import Final

from babel import Locale, dates

_FIRST: Final = re.compile(r"(?<!\d)1(?= \w)")


def format_date(on: date, form: str, *, locale: Locale) -> str:
    return _ordinal(dates.format_date(on, form, locale=locale), on, locale)


def format_skeleton(skeleton: str, on: date, *, locale: Locale, tzinfo: tzinfo | None = None) -> str:
    """A moment among the days is written as it stands: give it in the zone that is meant."""
    return _ordinal(dates.format_skeleton(skeleton, on, tzinfo=tzinfo, locale=locale), on, locale)


def _ordinal(words: str, on: date, locale: Locale) -> str:
    return _FIRST.sub("1er", words, count=1) if locale.language == "fr" and on.day == 1 else words
