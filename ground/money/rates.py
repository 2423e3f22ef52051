"""Rates of a day, from the European Central Bank's reference table that CurrencyConverter bundles."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from currency_converter import CurrencyConverter, RateNotFoundError
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.money.currencies import minor_digits

SOURCE = "European Central Bank, euro reference rates"
SAME = "same currency"
# A rupiah is some hundred-thousandths of a euro: eight decimals would lose cents of a hotel’s bill.
PLACES = Decimal("0.000000000001")
LOOK_BACK = 10
# The longest that the bank publishes nothing is the five days of an Easter; what is older is not the rate of the day.
FRESH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of `to` for one unit of `currency`, as published on `on`: the day asked for or the one before it."""

    currency: str
    to: str
    value: Decimal
    on: date
    source: str

    def age_on(self, day: date) -> int:
        """Days from the rate to that day."""
        return 0 if self.currency == self.to else (day - self.on).days

    def is_old_on(self, day: date) -> bool:
        """Older than a weekend with holidays: the table had ended, and whoever it concerns must be asked."""
        return timedelta(days=self.age_on(day)) > FRESH

    def convert(self, minor: int) -> int:
        """Minor units of `currency` as minor units of `to`, the half rounded up."""
        shift = minor_digits(self.to) - minor_digits(self.currency)
        return int((Decimal(minor) * self.value).scaleb(shift).quantize(Decimal(1), ROUND_HALF_UP))


def rate_on(day: date, currency: str, to: str) -> Rate:
    """The rate of that day, or of the last business day before it; after the table's end, its last rate.

    Raises ValidationError (`currency`, `rate`) where there is none.
    """
    if currency == to:
        return Rate(currency, to, Decimal(1), day, SAME)
    table = _table()
    for code in (currency, to):
        if code not in table.currencies:
            raise ValidationError(_("The European Central Bank publishes no rate for %s.") % code, code="currency")
    latest = min(day, *(table.bounds[code].last_date for code in (currency, to) if code != "EUR"))
    for back in range(LOOK_BACK):
        found = _find(latest - timedelta(days=back), currency, to)
        if found is not None:
            return Rate(currency, to, found.quantize(PLACES), latest - timedelta(days=back), SOURCE)
    raise ValidationError(_("No rate was published for %(code)s near that day.") % {"code": currency}, code="rate")


def newest_on() -> date:
    """The last day of the table: what is spent later is converted at an older rate."""
    newest: date = max(bound.last_date for bound in _table().bounds.values() if bound)
    return newest


def currencies() -> list[str]:
    """Codes that have a rate at the table's end."""
    table, newest = _table(), newest_on()
    return sorted(
        code
        for code in table.currencies
        if code == "EUR" or (newest - table.bounds[code].last_date) < timedelta(days=LOOK_BACK)
    )


def _find(day: date, currency: str, to: str) -> Decimal | None:
    try:
        return Decimal(_table().convert(1, currency, to, date=day))
    except RateNotFoundError:
        return None


@cache
def _table() -> CurrencyConverter:
    return CurrencyConverter(decimal=True)
