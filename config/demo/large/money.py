"""Grants of the landings, and the ledger that their money is on: the moves of the product's own actions.

Balances are counted here and written last; each event vouches for its transfers as `Purse` has it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from config.demo.large.chains import Chain
from config.demo.large.tale import Tale
from ground.money.ledger.models import Account, Transfer
from landings.grants.facts import AdvanceApproved, AdvancePaid, AdvanceReturned, GrantAwarded, GrantReleased
from landings.grants.models import FUND_YEAR, LANDING, Advance, Grant, Kind, Reason
from landings.grants.models.books import OF_FUND
from landings.grants.models.grants import TERMS
from landings.programmes.models import FundYear, Programme

CURRENCY: Final = "CAD"
DAY: Final = timedelta(days=1)


@dataclass
class Granted:
    """A landing's grant while its story is told."""

    programme: Programme
    fund_year: FundYear
    landing: int
    chain: Chain
    amount: int
    key: int = 0
    paid: int = 0
    accounts: dict[str, int] = field(default_factory=dict)


class Treasury:
    def __init__(self, tale: Tale) -> None:
        self.tale = tale
        self.balances: dict[int, int] = {}
        self._funds: dict[int, dict[str, int]] = {}
        self._years = {programme.pk: list(programme.fund_years.order_by("year")) for programme in tale.programmes}
        self.officer, self.finance = tale.cast["officer"].pk, tale.cast["finance"].pk

    def award(self, programme: Programme, landing: int, chain: Chain, placed_at: datetime) -> Granted | None:
        """What is awarded two days after the placing, and half of it paid in advance; None before that day."""
        at = placed_at + 2 * DAY
        if at > self.tale.now:
            return None
        year = next(year for year in self._years[programme.pk] if year.is_open_on(at.date()))
        granted = Granted(programme, year, landing, chain, self.tale.rng.randint(20, 40) * 10_000)
        terms: dict[str, Any] = {name: getattr(programme, name) for name in TERMS}
        granted.key = self.tale.writer.put(
            Grant,
            landing_id=landing,
            fund_year_id=year.pk,
            amount=granted.amount,
            ceiling=programme.ceiling,
            currency=CURRENCY,
            version_id=programme.current_id,
            awarded_at=at,
            awarded_by_id=self.officer,
            released_at=None,
            **terms,
        )
        moves = [*self._allocation(granted, at), self._move(granted, Reason.AWARD, Kind.COMMITMENTS, Kind.FUND, at)]
        told = GrantAwarded(grant_id=granted.key, amount=granted.amount, currency=CURRENCY, moves=moves)
        self.tale.chains.tell(told, chain, by=self.officer, at=at)
        self._advance(granted, at + DAY)
        return granted

    def close(self, granted: Granted, at: datetime) -> tuple[datetime, int]:
        """The advance comes back, what is unspent is released. What the grant's row is to be changed to."""
        tell, rest = self.tale.chains.tell, granted.amount - granted.paid
        if granted.paid:
            move = self._move(granted, Reason.RECOVERY, Kind.RECOVERED, Kind.ADVANCES, at - DAY, granted.paid, "back")
            told = AdvanceReturned(grant_id=granted.key, amount=granted.paid, currency=CURRENCY, moves=[move])
            tell(told, granted.chain, by=self.finance, at=at - DAY)
        to = Kind.FUND if granted.fund_year.is_open_on(at.date()) else Kind.RELEASED
        move = self._move(granted, Reason.RELEASE, to, Kind.COMMITMENTS, at, rest)
        released = GrantReleased(grant_id=granted.key, amount=rest, currency=CURRENCY, moves=[move])
        tell(released, granted.chain, by=self.officer, at=at)
        return at, granted.key

    def balance(self) -> None:
        self.tale.writer.change(Account, ("balance",), [(sum_, key) for key, sum_ in self.balances.items()])

    def _advance(self, granted: Granted, at: datetime) -> None:
        """Approved by the officer, paid by finance two days later; as far as these days have come."""
        if at > self.tale.now:
            return
        half, paid_at = granted.amount // 2, at + 2 * DAY
        is_paid = paid_at <= self.tale.now
        reference = f"L-{granted.landing}" if is_paid else ""
        advance = self.tale.writer.put(
            Advance,
            grant_id=granted.key,
            trigger="signature",
            percent=50,
            amount=half,
            currency=CURRENCY,
            approved_at=at,
            approved_by_id=self.officer,
            paid_at=paid_at if is_paid else None,
            paid_by_id=self.finance if is_paid else None,
            reference=reference,
        )
        told: dict[str, Any] = {"advance_id": advance, "amount": half, "currency": CURRENCY}
        move = self._move(granted, Reason.ADVANCE_APPROVED, Kind.CLAIMS_PAYABLE, Kind.COMMITMENTS, at, half)
        self.tale.chains.tell(AdvanceApproved(**told, moves=[move]), granted.chain, by=self.officer, at=at)
        if is_paid:
            granted.paid = half
            sides = Kind.ADVANCES, Kind.CLAIMS_PAYABLE
            move = self._move(granted, Reason.ADVANCE_PAID, *sides, paid_at, half, reference)
            self.tale.chains.tell(AdvancePaid(**told, moves=[move]), granted.chain, by=self.finance, at=paid_at)

    def _allocation(self, granted: Granted, at: datetime) -> list[list[int | str]]:
        """The year's fund is taken over with its first award."""
        if granted.fund_year.pk in self._funds:
            return []
        self._funds[granted.fund_year.pk] = {}
        return [self._move(granted, Reason.ALLOCATION, Kind.FUND, Kind.FUNDER, at, granted.fund_year.amount)]

    def _move(
        self, granted: Granted, reason: str, debit: str, credit: str, at: datetime, amount: int = 0, reference: str = ""
    ) -> list[int | str]:
        """Its key and digest, as a fact's moves have them."""
        by = self.finance if reason in (Reason.ADVANCE_PAID, Reason.RECOVERY) else self.officer
        amount = amount or granted.amount
        about = (FUND_YEAR, granted.fund_year.pk) if reason == Reason.ALLOCATION else (LANDING, granted.landing)
        values: dict[str, Any] = {
            "debit_id": self._account(granted, debit),
            "credit_id": self._account(granted, credit),
            "amount": amount,
            "currency": CURRENCY,
            "about_kind": about[0],
            "about_id": about[1],
            "reason": str(reason),
            "reference": reference,
            "by_id": by,
            "at": at,
        }
        self.balances[values["debit_id"]] += amount
        self.balances[values["credit_id"]] -= amount
        key = self.tale.writer.put(Transfer, **values)
        return [key, Transfer(pk=key, **values).digest]

    def _account(self, granted: Granted, kind: str) -> int:
        of_fund = kind in OF_FUND
        accounts = self._funds[granted.fund_year.pk] if of_fund else granted.accounts
        if kind not in accounts:
            accounts[kind] = self.tale.writer.put(
                Account,
                owner_kind=FUND_YEAR if of_fund else LANDING,
                owner_id=granted.fund_year.pk if of_fund else granted.landing,
                purpose=str(kind),
                currency=CURRENCY,
                may_go_below=kind == Kind.FUNDER,
            )
            self.balances[accounts[kind]] = 0
        return accounts[kind]


def is_awarded(placed_at: datetime, ends_on: date, cancelled: bool) -> bool:
    """Most landings have a grant; who cancels has not waited for it."""
    return not cancelled and (ends_on.toordinal() + placed_at.day) % 10 != 0
