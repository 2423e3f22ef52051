"""Signs of currencies, as people write them beside a figure, and the codes that each may stand for."""

import unicodedata
from typing import Final

from babel.numbers import get_currency_name, get_currency_symbol

from ground.money.currencies import DIGITS
from ground.words.language import active_locale

_DOLLARS: Final = (
    "USD CAD AUD NZD HKD SGD MXN TWD ARS CLP COP UYU BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD "
    "DOP CVE"
)
_CROWNS: Final = "SEK NOK DKK ISK"
_RUPEES: Final = "INR PKR LKR NPR MUR SCR"
_FRANCS: Final = "CHF XOF XAF XPF BIF CDF DJF GNF KMF RWF"
_POUNDS: Final = "GBP EGP FKP GIP LBP SHP SSP SDG SYP"

# Widely seen on the spot, and not CLDR's in every language: central banks' own signs.
SIGNS: Final = {
    sign: frozenset(codes.split())
    for signs, codes in [
        ("$ dollar dollars", _DOLLARS),
        ("us$ u$s $us", "USD"),
        ("ca$ c$ can$ cad$ $ca", "CAD"),
        ("a$ au$ $au", "AUD"),
        ("nz$", "NZD"),
        ("hk$", "HKD"),
        ("s$ sg$", "SGD"),
        ("nt$", "TWD"),
        ("mx$ mex$", "MXN"),
        ("r$ reais", "BRL"),
        ("€ euro euros", "EUR"),
        ("£ pound pounds", _POUNDS),
        ("¥ 円 元 yen yuan", "JPY CNY"),
        ("cn¥ rmb", "CNY"),
        ("jp¥", "JPY"),
        ("kr kronor kroner krona krone", _CROWNS),
        ("rs rp re ₨ rupees", f"{_RUPEES} IDR"),
        ("₹", "INR"),
        ("fr fr. sfr francs franc", _FRANCS),
        ("cfa fcfa f", "XOF XAF"),
        ("zł zl", "PLN"),
        ("kč kc", "CZK"),
        ("ft", "HUF"),
        ("lei leu", "RON MDL"),
        ("₺ tl", "TRY"),
        ("₴", "UAH"),
        ("₽", "RUB"),
        ("₪ nis", "ILS"),
        ("₩", "KRW KPW"),
        ("₦", "NGN"),
        ("₱", "PHP"),
        ("₫ đ", "VND"),
        ("฿", "THB"),
        ("₲ gs", "PYG"),
        ("s/", "PEN"),
        ("r", "ZAR"),
        ("ksh kshs", "KES"),
        ("rm", "MYR"),
        ("uf", "CLF"),
        ("kd د.ك", "KWD"),
        ("bd د.ب", "BHD"),
        ("jd د.ا", "JOD"),
        ("dt د.ت", "TND"),
    ]
    for sign in signs.split()
}


def codes_of(sign: str, currency: str) -> frozenset[str]:
    """The currencies that a sign, code or name may stand for, in a field of `currency`; none where nobody knows it."""
    said = _bare(sign)
    if said in _own_signs(currency):
        return frozenset([currency])
    if said.upper() in DIGITS:
        return frozenset([said.upper()])
    return SIGNS.get(said, frozenset())


def _own_signs(currency: str) -> set[str]:
    """How we write it ourselves, in English and to this reader."""
    locales = ("en", active_locale())
    return {_bare(way(currency, locale=at)) for way in (get_currency_symbol, get_currency_name) for at in locales} | {
        _bare(currency)
    }


def _bare(sign: str) -> str:
    """Without spaces, the full stop of an abbreviation, and what only turns direction."""
    plain = unicodedata.normalize("NFKC", sign)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf").strip(".").casefold()
