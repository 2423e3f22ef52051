"""The currencies of ISO 4217, and into how many decimals each is divided.

Source: ISO 4217, list one (current currencies and funds), published by SIX Financial Information on 2026-01-01.
Babel's figures are CLDR's, for what people pay with: they give the Iraqi dinar none, where its minor unit is a
thousandth. What has no minor unit (gold, drawing rights, codes for tests) is no currency of an amount here.
"""

from typing import Final

SOURCE: Final = "ISO 4217, list one"
PUBLISHED: Final = "2026-01-01"
USUAL: Final = 2

BY_DIGITS: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
        CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
        IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
        MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
        SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG
        YER ZAR ZMW ZWG""",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DIGITS: Final = {code: digits for digits, codes in BY_DIGITS.items() for code in codes.split()}


def minor_digits(currency: str) -> int:
    """Decimals of the currency: 2 for CAD, 0 for JPY, 3 for KWD. A code that ISO has withdrawn had two, as most."""
    return DIGITS.get(currency, USUAL)


COMMON: Final = (
    *("CAD", "USD", "EUR", "GBP", "AUD", "BRL", "CHF", "CLP", "CNY", "COP", "DKK", "HKD", "INR"),
    *("JPY", "KES", "KRW", "MXN", "NGN", "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "ZAR"),
)
"""What a form offers first."""
