"""Zones in words: the city that a zone is named by, and the short name of its time, in the reader's language."""

from datetime import datetime

from babel.dates import get_timezone_location, get_timezone_name

from ground.words.language import active_locale


def city_of(zone: str) -> str:
    """`America/Argentina/Buenos_Aires` is Buenos Aires, `Europe/Paris` is París on a Spanish page, UTC is UTC."""
    if "/" not in zone:
        return zone
    return str(get_timezone_location(zone, locale=active_locale(), return_city=True)).rpartition("/")[2]


def zone_word(local: datetime) -> str:
    """HNE where the reader's language has a word (CLDR), the zone's own on English pages, else UTC+1 or UTC+5:45."""
    locale = active_locale()
    if local.tzname() == "UTC":
        return "UTC"
    word = get_timezone_name(local, width="short", locale=locale)
    if not word.isalpha() and locale.language == "en":
        word = local.tzname() or "UTC"
    return word if word.isalpha() and len(word) < 6 else _ahead(local)


def _ahead(local: datetime) -> str:
    offset = local.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
