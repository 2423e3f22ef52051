"""What a year's fund still holds."""

from datetime import date
from typing import Any

from landings.grants.models import Books, Kind
from landings.placements.models import Landing
from landings.programmes.models import FundYear


def funds_for(landing: Landing, *, on: date) -> list[dict[str, Any]]:
    """The years whose fund is open, with what is left of each."""
    years = landing.programme.fund_years.filter(expires_on__gt=on).order_by("year")
    return [{"year": year, "left": left_of(year, landing.programme.currency)} for year in years]


def left_of(year: FundYear, currency: str) -> int:
    """What can still be awarded: what the funder gives, less what left the fund."""
    books = Books(year, currency)
    return books.balance(Kind.FUND) + year.amount + books.balance(Kind.FUNDER)
