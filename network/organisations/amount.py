"""Currencies that a form offers first."""

COMMON = (
    *("CAD", "USD", "EUR", "GBP", "AUD", "BRL", "CHF", "CLP", "CNY", "COP", "DKK", "HKD", "INR"),
    *("JPY", "KES", "KRW", "MXN", "NGN", "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "ZAR"),
)
