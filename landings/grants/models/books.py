"""The accounts that grants use, in the ledger of the house: a year's fund has some, each landing the others."""

from dataclasses import dataclass
from typing import Final

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ground.money.ledger.accounts import AccountOf, balances_of
from ground.money.ledger.models import Transfer
from ground.money.ledger.registry import Purpose, register_purposes, register_reasons
from landings.placements.models import Landing
from landings.programmes.models import FundYear

FUND_YEAR: Final = "fund_year"
LANDING: Final = "landing"


class Kind(models.TextChoices):
    FUNDER = "funder", _("Funder")
    FUND = "fund", _("Fund")
    COMMITMENTS = "commitments", _("Commitments")
    ADVANCES = "advances", _("Advances")
    CLAIMS_PAYABLE = "claims_payable", _("Claims payable")
    PAID = "paid", _("Paid")
    RECOVERED = "recovered", _("Recovered")
    RELEASED = "released", _("Released")


OF_FUND: Final = (Kind.FUNDER, Kind.FUND, Kind.RELEASED)


class Reason(models.TextChoices):
    ALLOCATION = "allocation", _("Given by the funder")
    REDUCTION = "reduction", _("Taken back by the funder")
    AWARD = "award", _("Grant awarded")
    ADVANCE_APPROVED = "advance_approved", _("Advance approved")
    ADVANCE_PAID = "advance_paid", _("Advance paid")
    CLAIM_APPROVED = "claim_approved", _("Claim approved")
    ADVANCE_USED = "advance_used", _("Advance set against a claim")
    CLAIM_PAID = "claim_paid", _("Claim settled")
    SENT_BACK = "sent_back", _("Approval sent back")
    RECOVERY = "recovery", _("Advance returned")
    RELEASE = "release", _("Unspent, released")


register_purposes(
    *(
        Purpose(FUND_YEAR if kind in OF_FUND else LANDING, kind.value, kind.label, may_go_below=kind == Kind.FUNDER)
        for kind in Kind
    )
)
BY_FUNDER: Final = (Reason.ALLOCATION, Reason.REDUCTION)
register_reasons(FUND_YEAR, {reason.value: reason.label for reason in BY_FUNDER})
register_reasons(LANDING, {reason.value: reason.label for reason in Reason if reason not in BY_FUNDER})


@dataclass(frozen=True, slots=True)
class Books:
    """The accounts of a fund's year, and of one landing in it, in one currency. Opened when first needed."""

    fund_year: FundYear
    currency: str
    landing: Landing | None = None

    def account(self, kind: str) -> AccountOf:
        """Raises ValueError for a landing's account where no landing is given."""
        if kind in OF_FUND:
            return AccountOf(FUND_YEAR, self.fund_year.pk, str(kind), self.currency)
        if self.landing is None:
            raise ValueError(f"no landing is given, and {kind} is of one")
        return AccountOf(LANDING, self.landing.pk, str(kind), self.currency)

    def balance(self, kind: str) -> int:
        """What is in the account; nothing, where it was never opened."""
        return self.account(kind).balance

    def about(self, reason: str) -> tuple[str, int]:
        """The kind and id of what money is moved about: what the funder gives is about the year, the rest a landing."""
        if reason in BY_FUNDER or self.landing is None:
            return FUND_YEAR, self.fund_year.pk
        return LANDING, self.landing.pk

    def balances(self) -> dict[str, int]:
        """What is in each of the landing's accounts, by kind."""
        return balances_of(LANDING, self.landing.pk, self.currency) if self.landing else {}


def transfers_of(landing_id: int) -> QuerySet[Transfer]:
    return Transfer.objects.filter(about_kind=LANDING, about_id=landing_id)
