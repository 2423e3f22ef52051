"""Money and counts as people type them, in any market: 1,250,000.50 · 1.250.000,50 · 1 250 000 · ١٢٥٠."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from babel.numbers import get_currency_precision
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST = 10**15
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*((?!\1)[.,]\d*)?")
SIMPLE = re.compile(r"[+-]?\d+([.,]\d*)?")


def minor_from(text: str, currency: str) -> int:
    """Minor units of an amount as typed. Raises ValidationError (`amount`, `negative`, `large`, `precise`)."""
    amount = _decimal(text)
    minor = amount.scaleb(get_currency_precision(currency))
    if amount < 0:
        raise ValidationError(_("Write an amount of zero or more."), code="negative")
    if minor != minor.to_integral_value():
        raise ValidationError(_("Too many decimals for %(currency)s.") % {"currency": currency}, code="precise")
    if minor > LARGEST:
        raise ValidationError(_("This amount is too large."), code="large")
    return int(minor)


def count_from(text: str) -> int:
    """A whole number as typed. Raises ValidationError (`amount`, `negative`, `large`)."""
    amount = _decimal(text)
    if amount < 0 or amount != amount.to_integral_value():
        raise ValidationError(_("Write a whole number of zero or more."), code="negative")
    if amount > 1_000_000:
        raise ValidationError(_("This number is too large."), code="large")
    return int(amount)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(_plain(text))
    except InvalidOperation:
        raise ValidationError(_("Write a number, such as 1,250 or 1250.50."), code="amount") from None


def _plain(text: str) -> str:
    """Digits of any script, without spaces, apostrophes or a sign of currency, a point before the decimals.

    A mark before exactly three digits groups thousands, as in 1.250; other marks begin the decimals.
    """
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.strip())
    digits = re.sub(r"[\s\u00a0\u202f'’٬]|^[A-Z]{0,3}[$€£¥₹]|[$€£¥₹]$", "", digits).replace("٫", ".")
    if GROUPED.fullmatch(digits):
        mark = next(c for c in digits if c in ",.")
        return digits.replace(mark, "").replace(",", ".")
    if SIMPLE.fullmatch(digits):
        return digits.replace(",", ".")
    raise InvalidOperation
