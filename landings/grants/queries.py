"""Reads of grants, shaped like their pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from landings.grants import rules
from landings.grants.ledger import Account, Books, Transfer
from landings.grants.models import Advance, Claim, Grant
from landings.grants.plan import PlanStep, plan_steps
from landings.matching.queries import Waiting
from landings.placements.models import Landing
from landings.programmes.models import FundYear, Officer
from network.members.models import Member
from network.organisations.models import Membership, Organisation

Kind = Account.Kind
PAGE = 100


def grant_of(landing: Landing) -> Grant | None:
    return Grant.objects.select_related("fund_year", "awarded_by").filter(landing=landing).first()


@dataclass(frozen=True, slots=True)
class Money:
    """A landing's money in minor units: where each part of the grant is.

    `payable` is approved and not settled; `covered` is the part of it that an advance has paid long since, which only
    waits for the second person's word. `advanced` is what no claim has used yet.
    """

    awarded: int
    committed: int
    payable: int
    advanced: int
    paid: int
    recovered: int
    covered: int

    @property
    def paid_out(self) -> int:
        """What the firm got, whatever claims have made of it since."""
        return self.advanced + self.covered + self.paid + self.recovered

    @property
    def due(self) -> int:
        """What is approved and still to be paid to the firm."""
        return self.payable - self.covered

    @property
    def share_paid(self) -> float:
        return self.paid_out / self.awarded if self.awarded else 0


def money_of(grant: Grant) -> Money:
    rows = dict(Account.objects.filter(landing=grant.landing_id).values_list("kind", "balance"))
    kinds = (Kind.COMMITMENTS, Kind.CLAIMS_PAYABLE, Kind.ADVANCES, Kind.PAID, Kind.RECOVERED)
    waiting = grant.claims.filter(approved_at__isnull=False, paid_at=None, declined_at=None)
    covered: int = waiting.aggregate(sum=Sum("from_advance"))["sum"] or 0
    return Money(grant.amount, *[*(rows.get(kind, 0) for kind in kinds), covered])


def bars_of(money: Money) -> list[dict[str, Any]]:
    """The parts of the grant that hold something, as a bar from left to right."""
    parts = [
        (_("Settled"), money.paid, "c1"),
        (_("Advanced"), money.advanced + money.covered, "c2"),
        (_("To be paid"), money.due, "c3"),
        (_("Returned"), money.recovered, "c0"),
        (_("Left"), money.committed, "c0"),
    ]
    found, start = [], 0
    for label, value, tone in parts:
        if value:
            found.append({"label": label, "value": value, "start": start, "tone": tone})
        start += value
    return found


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A part of the payment plan and what has come of it. `sent_back` is the last advance that finance did not pay."""

    step: PlanStep
    advance: Advance | None
    may_pay: bool
    sent_back: Advance | None = None


def plan_rows(grant: Grant, member: Member) -> list[PlanRow]:
    rows = list(grant.advances.select_related("approved_by", "paid_by", "sent_back_by"))
    advances = {advance.trigger: advance for advance in rows if not advance.sent_back_at}
    returned = {advance.trigger: advance for advance in rows if advance.sent_back_at}
    handles = rules.may_handle_payments(member, grant.landing)
    return [
        PlanRow(
            step,
            found,
            may_pay=handles and found is not None and found.approved_by_id != member.pk,
            sent_back=returned.get(step.trigger) if handles and not (found and found.paid_at) else None,
        )
        for step in plan_steps(grant)
        for found in [advances.get(step.trigger)]
    ]


def claims_of(grant: Grant, member: Member) -> list[Claim]:
    """Those that the member sees, each with `total` of its lines in the grant's currency."""
    rows = Claim.objects.visible_to(member).filter(grant=grant).for_list()
    return list(rows.annotate(total=Sum("lines__converted")))


def funds_for(landing: Landing, *, on: date) -> list[dict[str, Any]]:
    """The years whose fund is open, with what is left of each."""
    years = landing.programme.fund_years.filter(expires_on__gt=on).order_by("year")
    return [{"year": year, "left": left_of(year, landing.programme.currency)} for year in years]


def left_of(year: FundYear, currency: str) -> int:
    """What can still be awarded: what the funder gives, less what left the fund."""
    books = Books(year, currency)
    return books.balance(Kind.FUND) + year.amount + books.balance(Kind.FUNDER)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a statement. `into` and `out` in minor units, `balance` after it."""

    transfer: Transfer
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
    of_landing = Transfer.objects.filter(landing=grant.landing_id)
    return _statement(of_landing, Q(kind=Kind.COMMITMENTS, landing=grant.landing_id), grant.currency, after, limit)


def fund_statement(year: FundYear, currency: str, *, after: int = 0, limit: int = PAGE) -> Statement:
    """Every transfer into and out of a year's fund; the balance is what can be awarded."""
    fund = Q(kind=Kind.FUND, fund_year=year)
    touching = Transfer.objects.filter(
        Q(debit__kind=Kind.FUND, debit__fund_year=year) | Q(credit__kind=Kind.FUND, credit__fund_year=year)
    )
    return _statement(touching, fund, currency, after, limit)


def _statement(rows: Any, account: Q, currency: str, after: int, limit: int) -> Statement:
    own = set(Account.objects.filter(account).values_list("pk", flat=True))
    before = Transfer.objects.filter(pk__lte=after)
    opening = _sum(before.filter(debit__in=own)) - _sum(before.filter(credit__in=own))
    loaded = rows.select_related("debit", "credit", "by", "landing__firm", "landing__site").order_by("pk")
    found = list(loaded.filter(pk__gt=after)[: limit + 1])
    entries = list(_entries(found[:limit], own, opening))
    return Statement(currency, opening, entries, found[limit - 1].pk if len(found) > limit else None)


def _sum(rows: Any) -> int:
    total: int = rows.aggregate(sum=Sum("amount"))["sum"] or 0
    return total


def _entries(rows: Iterable[Transfer], own: set[int], balance: int) -> Iterable[Entry]:
    for row in rows:
        into = row.amount if row.debit_id in own else 0
        out = row.amount if row.credit_id in own else 0
        balance += into - out
        yield Entry(row, into, out, balance)


def waiting_for(member: Member) -> list[Waiting]:
    """What the firm, the officer and finance have to do about money, oldest first."""
    decides = _programmes(member, Officer.Role.OFFICER)
    rows = [*_to_award(decides), *_to_decide(member, decides), *_to_pay(member), *_to_change(member)]
    return sorted(rows, key=lambda row: row.since)


def _programmes(member: Member, *roles: str) -> list[int]:
    """Fetched, not nested: where there is none, nothing is asked of the wide tables."""
    rows = Officer.objects.filter(member_id=member.pk, role__in=roles)
    return list(rows.order_by("programme_id").values_list("programme_id", flat=True).distinct())


def _to_award(decides: list[int]) -> list[Waiting]:
    bare = Landing.objects.standing().filter(programme__in=decides, grant=None, returned_at=None)
    rows = bare.order_by("placed_at", "pk").values_list("pk", "firm__name", "placed_at")
    return [Waiting(_("Award the grant of %s") % firm, since, _url("grant", pk)) for pk, firm, since in rows]


def _to_decide(member: Member, decides: list[int]) -> list[Waiting]:
    claims = Claim.objects.filter(
        grant__landing__programme__in=decides, submitted_at__isnull=False, approved_at=None, declined_at=None
    )
    words = _("Decide on claim %(number)d of %(firm)s")
    return _claims_waiting(words, claims.exclude(claimant=member), "submitted_at")


_COVERED = Q(approved_amount=F("from_advance"))


def _to_pay(member: Member) -> list[Waiting]:
    pays = _programmes(member, Officer.Role.OFFICER, Officer.Role.FINANCE)
    claims = Claim.objects.filter(grant__landing__programme__in=pays, approved_at__isnull=False, paid_at=None)
    claims = claims.exclude(approved_by=member).exclude(claimant=member)
    advances = Advance.objects.filter(grant__landing__programme__in=pays, paid_at=None, sent_back_at=None)
    rows = advances.exclude(approved_by=member).order_by("approved_at", "pk")
    to_pay, covered = claims.exclude(_COVERED), claims.filter(_COVERED)
    return [
        *_claims_waiting(_("Pay claim %(number)d of %(firm)s"), to_pay, "approved_at"),
        *_claims_waiting(_("Settle claim %(number)d of %(firm)s, which the advance covers"), covered, "approved_at"),
        *(
            Waiting(_("Pay the advance of %s") % firm, since, _url("grant", landing))
            for landing, firm, since in rows.values_list(
                "grant__landing_id", "grant__landing__firm__name", "approved_at"
            )
        ),
    ]


def _to_change(member: Member) -> list[Waiting]:
    firms = Membership.objects.filter(member_id=member.pk, organisation__kind=Organisation.Kind.FIRM)
    mine = list(firms.values_list("organisation_id", flat=True))
    claims = Claim.objects.filter(
        grant__landing__firm__in=mine, submitted_at=None, changes_wanted_at__isnull=False, declined_at=None
    )
    return _claims_waiting(_("Change claim %(number)d of %(firm)s"), claims, "changes_wanted_at")


def _claims_waiting(words: str, claims: QuerySet[Claim], since: str) -> list[Waiting]:
    """Only what the line says is fetched: a desk asks many such questions."""
    rows = claims.order_by(since, "pk").values_list("pk", "number", "grant__landing__firm__name", since)
    return [Waiting(words % {"number": number, "firm": firm}, at, _url("claim", pk)) for pk, number, firm, at in rows]


def _url(name: str, key: int) -> str:
    return reverse(f"landings:{name}", args=[key])
