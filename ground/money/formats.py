"""Money: minor units and an ISO 4217 code, written by the active locale."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent

from ground.money.currencies import minor_digits
from ground.words.language import active_locale


def in_major(minor: int, currency: str) -> Decimal:
    """4000 CAD cents are 40; 4000 JPY are 4000, for yen have no cents."""
    return Decimal(minor).scaleb(-minor_digits(currency))


LEAST_OF_RATE: Final = 4
FIGURES_OF_RATE: Final = 6
# Babel writes KWD4.000 and 20 MCAD; a code of letters stands apart from the figure.
STUCK = re.compile(r"(?<=[A-Z]{3})(?=\d)|(?<=[\dA-Z])(?=[A-Z]{3}$)")


def money(minor: int, currency: str, form: str = "exact") -> str:
    """`exact` always shows the minor unit, `round` drops an empty one, `brief` says CA$20M, `signed` has + or −."""
    if form == "signed":
        return f"{'+' if minor > 0 else '−' if minor else ''}{money(abs(minor), currency)}"
    return STUCK.sub("\u00a0", _money(in_major(minor, currency), currency, form))


def _money(amount: Decimal, currency: str, form: str) -> str:
    locale = active_locale()
    if form == "brief" and abs(amount) >= 10_000:
        return str(format_compact_currency(amount, currency, locale=locale, fraction_digits=_digits(amount)))
    is_whole = form in ("round", "brief") and amount == amount.to_integral_value()
    pattern = _pattern(locale, 0 if is_whole else minor_digits(currency))
    return str(format_currency(amount, currency, locale=locale, currency_digits=False, format=pattern))


def number(value: float | Decimal) -> str:
    return _number(value, active_locale()) if type(value) is int else str(format_decimal(value, locale=active_locale()))


@lru_cache(maxsize=4096)
def _number(value: int, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale))


def rate(value: Decimal) -> str:
    """What one unit costs in another currency, to six figures that count, as central banks publish them; four decimals
    at least: 1.5000, 0.0000784977."""
    places = max(LEAST_OF_RATE, FIGURES_OF_RATE - 1 - value.adjusted())
    pattern = f"#,##0.{'0' * LEAST_OF_RATE}{'#' * (places - LEAST_OF_RATE)}"
    return str(format_decimal(value, format=pattern, locale=active_locale()))


def percent(value: float | Decimal) -> str:
    """50 as the language writes it: 50%, 50 % with a space that does not break."""
    return str(format_percent(Decimal(str(value)) / 100, locale=active_locale()))


def _digits(amount: Decimal) -> int:
    """20,000,000 is 20M, 1,250,000 is 1.3M."""
    power = max(len(str(int(abs(amount)))) - 1, 0) // 3 * 3
    return 0 if amount % (10**power) == 0 else 1


def _pattern(locale: object, digits: int) -> str:
    """The language's way to write an amount, with as many decimals as the currency has."""
    pattern: str = locale.currency_formats["standard"].pattern  # type: ignore[attr-defined]
    return pattern.replace("0.00", f"0.{'0' * digits}" if digits else "0")
