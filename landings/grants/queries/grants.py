"""A grant as its page shows it: where its money is, what its payment plan has come to, its claims."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from landings.grants import rules
from landings.grants.models import Advance, Books, Claim, Grant, Kind
from landings.grants.queries.plan import PlanStep, plan_steps
from landings.placements.models import Landing
from network.members.models import Member


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
    rows = Books(grant.fund_year, grant.currency, grant.landing).balances()
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
