"""Statements: what went in and out, transfer by transfer, of a landing's grant or of a year's fund."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from ground.money.ledger.accounts import AccountOf
from ground.money.ledger.models import Transfer
from ground.tables.pages import page_of
from landings.grants.models import LANDING, Books, Grant, Kind, transfers_of
from landings.placements.models import Landing
from landings.programmes.models import FundYear

PAGE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a statement. `into` and `out` in minor units, `balance` after it."""

    transfer: Transfer
    landing: Landing | None
    into: int
    out: int
    balance: int

    @property
    def change(self) -> int:
        """What it does to the balance; nothing, where the money only moved on."""
        return self.into - self.out


@dataclass(frozen=True, slots=True)
class Statement:
    """Oldest first; `opening` is the balance before the first entry; `later` the key of the next page."""

    currency: str
    opening: int
    entries: list[Entry]
    later: int | None

    @property
    def closing(self) -> int:
        return self.entries[-1].balance if self.entries else self.opening


def landing_statement(grant: Grant, *, after: int = 0, limit: int = PAGE) -> Statement:
    """Every transfer of the landing; the balance is what is committed and not yet spent."""
    commitments = Books(grant.fund_year, grant.currency, grant.landing).account(Kind.COMMITMENTS)
    return _statement(transfers_of(grant.landing_id), commitments, after, limit)


def fund_statement(year: FundYear, currency: str, *, after: int = 0, limit: int = PAGE) -> Statement:
    """Every transfer into and out of a year's fund; the balance is what can be awarded."""
    fund = Books(year, currency).account(Kind.FUND)
    own = fund.found()
    return _statement(Transfer.objects.filter(Q(debit=own) | Q(credit=own)), fund, after, limit)


def _statement(rows: QuerySet[Transfer], of: AccountOf, after: int, limit: int) -> Statement:
    own = of.found()
    before = Transfer.objects.filter(pk__lte=after)
    opening = _sum(before.filter(debit=own)) - _sum(before.filter(credit=own))
    loaded = rows.select_related("debit", "credit", "by").order_by("pk")
    found, last = page_of(loaded.filter(pk__gt=after), limit)
    entries = list(_entries(found, own.pk if own else 0, opening))
    return Statement(of.currency, opening, entries, last.pk if last else None)


def _sum(rows: QuerySet[Transfer]) -> int:
    total: int = rows.aggregate(sum=Sum("amount"))["sum"] or 0
    return total


def _entries(rows: list[Transfer], own: int, balance: int) -> Iterator[Entry]:
    landings = _landings(rows)
    for row in rows:
        into = row.amount if row.debit_id == own else 0
        out = row.amount if row.credit_id == own else 0
        balance += into - out
        yield Entry(row, landings.get(row.about_id) if row.about_kind == LANDING else None, into, out, balance)


def _landings(rows: Iterable[Transfer]) -> dict[int, Landing]:
    wanted = {row.about_id for row in rows if row.about_kind == LANDING}
    return Landing.objects.select_related("firm", "site").in_bulk(wanted)
