"""Money and counts as people type them, in any market, and as a field shows them again.

1,250,000.50 · 1.250.000,50 · 1 250 000 · 12,50,000 · ١٢٥٠ · 12 EUR · kr 40 · 40,-

What `as_typed` writes, `minor_from` reads as the same amount in the same language, whatever the currency.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from babel.numbers import get_decimal_symbol
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.money.currencies import minor_digits
from ground.money.signs import codes_of
from ground.words.language import active_locale

LARGEST: Final = 10**15
MOST_COUNTED: Final = 1_000_000
LONGEST: Final = 60

# One way of writing each mark: any space, any apostrophe, any width; the Arabic marks say what they are.
_MARKS: Final = str.maketrans(
    {"，": ",", "．": ".", "·": ".", "،": ",", "’": "'", "ʼ": "'", "`": "'", "´": "'", "−": "-"}
)
_BEFORE_FIGURE: Final = re.compile(
    r"(?P<minus>[+-]?)(?P<sign>[^+-]*?)(?P<later>[+-]?)\s*(?P<point>(?<![^\W\d_])(?<!/)[.,]|)"
)
_AFTER_FIGURE: Final = re.compile(r"(?:[.,:](?:[-–—=]{1,2})?|)(?P<sign>[^-–—=]*)")
_GROUPED: Final = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<mark>[.,' ٬])\d{3}(?:(?P=mark)\d{3})*)(?:(?!(?P=mark))[.,٫](?P<part>\d*))?"
)
_INDIAN: Final = re.compile(r"(?P<whole>[1-9]\d?(?:,\d{2})+,\d{3})(?:[.٫](?P<part>\d*))?")
_SIMPLE: Final = re.compile(r"(?P<whole>\d*)(?:[.,٫](?P<part>\d*))?")
_ONE_MARK: Final = re.compile(r"[1-9]\d{0,2}(?P<mark>[.,])\d{3}")


class _Typed(NamedTuple):
    """A figure in plain digits and marks, what stands before and behind it, and whether it is below zero."""

    figure: str
    signs: list[str]
    is_negative: bool


class _Read(NamedTuple):
    """What is before the decimals, and the decimals: digits only."""

    whole: str
    part: str


def minor_from(text: str, currency: str) -> int:
    """Minor units of an amount as typed, read in the active language.

    Raises ValidationError (`amount`, `currency`, `negative`, `large`, `precise`; `unclear` where it reads two ways).
    """
    typed = _taken_apart(text)
    digits = minor_digits(currency)
    readings = [_minor(read, digits, currency) for read in _readings(typed.figure, digits)] if typed else []
    if not typed or not readings:
        raise _no_amount(currency)
    for sign in typed.signs:
        _check_sign(sign, currency)
    if len(readings) > 1:
        _ask(text, currency, readings)
    if typed.is_negative and readings[0]:
        raise ValidationError(_("Write an amount of zero or more."), code="negative")
    return readings[0]


def as_typed(minor: int | None, currency: str) -> str:
    """What a field shows for an amount: 4000, or 4000.50, with the active language's mark and without grouping."""
    if minor is None:
        return ""
    digits = minor_digits(currency)
    whole, part = divmod(minor, 10**digits)
    return f"{whole}{get_decimal_symbol(active_locale())}{part:0{digits}}" if part else str(whole)


def count_from(text: str) -> int:
    """A whole number as typed. Raises ValidationError (`amount`, `negative`, `large`)."""
    typed = _taken_apart(text)
    readings = _readings(typed.figure, 0) if typed and not typed.signs else []
    if not typed or not readings:
        raise ValidationError(_("Write a whole number, such as 1250."), code="amount")
    read = readings[0]
    if read.part.strip("0") or (typed.is_negative and read.whole.strip("0")):
        raise ValidationError(_("Write a whole number of zero or more."), code="negative")
    if len(read.whole) > LONGEST or int(read.whole or 0) > MOST_COUNTED:
        raise ValidationError(_("This number is too large."), code="large")
    return int(read.whole or 0)


def _taken_apart(text: str) -> _Typed | None:
    plain = " ".join("".join(_plain(c) for c in text).translate(_MARKS).split())
    found = re.search(r"\d(?:.*\d)?", plain)
    if not found or len(plain) > LONGEST:
        return None
    before = _BEFORE_FIGURE.fullmatch(plain[: found.start()])
    after = _AFTER_FIGURE.fullmatch(plain[found.end() :])
    if not before or not after or (before["minus"] and before["later"]):
        return None
    signs = [sign.strip() for sign in (before["sign"], after["sign"]) if sign.strip()]
    return _Typed(before["point"] + found[0], signs, "-" in (before["minus"], before["later"]))


def _plain(sign: str) -> str:
    """Digits of any script as ours, spaces of any width as one, and nothing for what only turns direction."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) == "Cf":
        return ""
    return " " if sign.isspace() else sign


def _readings(figure: str, digits: int) -> list[_Read]:
    """The ways in which a figure may be read: none, one, or two.

    A mark before exactly three digits groups thousands, as in 1.250; other marks begin the decimals. Where the
    currency has three decimals or more, that mark is the language's own decimal mark, or it is not clear.
    """
    grouped = _GROUPED.fullmatch(figure) or _INDIAN.fullmatch(figure)
    simple = _SIMPLE.fullmatch(figure)
    as_groups = _Read(re.sub(r"\D", "", grouped["whole"]), grouped["part"] or "") if grouped else None
    as_decimals = _Read(simple["whole"], simple["part"] or "") if simple else None
    one = _ONE_MARK.fullmatch(figure)
    if one and digits >= 3:
        own = one["mark"] == get_decimal_symbol(active_locale())
        return [read for read in ([as_decimals] if own else [as_groups, as_decimals]) if read]
    return [read for read in [as_groups or as_decimals] if read]


def _minor(read: _Read, digits: int, currency: str) -> int:
    part = read.part.rstrip("0")
    if len(part) > digits:
        raise ValidationError(_("Too many decimals for %(currency)s.") % {"currency": currency}, code="precise")
    minor = int((read.whole or "0") + part.ljust(digits, "0"))
    if minor > LARGEST:
        raise ValidationError(_("This amount is too large."), code="large")
    return minor


def _check_sign(sign: str, currency: str) -> None:
    codes = codes_of(sign, currency)
    if not codes:
        raise _no_amount(currency)
    if currency not in codes:
        said = {"typed": sign, "currency": currency}
        raise ValidationError(_("You wrote %(typed)s, but this amount is in %(currency)s.") % said, code="currency")


def _ask(text: str, currency: str, readings: list[int]) -> None:
    one, other = (as_typed(minor, currency) for minor in readings)
    said = {"typed": text.strip(), "one": one, "other": other}
    raise ValidationError(
        _("“%(typed)s” can be read in two ways. Write %(one)s or %(other)s, whichever you mean.") % said, code="unclear"
    )


def _no_amount(currency: str) -> ValidationError:
    """What to write instead, with the reader's own marks."""
    digits = minor_digits(currency)
    whole, exact = as_typed(1250 * 10**digits, currency), as_typed(1250 * 10**digits + 10**digits // 2, currency)
    if not digits:
        return ValidationError(_("Write a number, such as %(whole)s.") % {"whole": whole}, code="amount")
    said = {"whole": whole, "exact": exact}
    return ValidationError(_("Write a number, such as %(whole)s or %(exact)s.") % said, code="amount")
