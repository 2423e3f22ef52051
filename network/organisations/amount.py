"""Yearly revenue on the form: as people type it, and as it is shown again."""

from ground.money.formats import in_major, number

COMMON = (
    *("CAD", "USD", "EUR", "GBP", "AUD", "BRL", "CHF", "CLP", "CNY", "COP", "DKK", "HKD", "INR"),
    *("JPY", "KES", "KRW", "MXN", "NGN", "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "ZAR"),
)


def as_typed(minor: int | None, currency: str) -> str:
    """What the field shows for an amount that is kept, in major units."""
    return "" if minor is None else number(in_major(minor, currency).normalize() + 0)
