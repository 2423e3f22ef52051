"""The ledger: accounts, and transfers that are only ever added (guarantee G6).

A transfer is one row: it raises the debit account and lowers the credit account by the same positive amount of minor
units. No account but the funder's goes below zero: so no fund, grant or payment can be passed, by constraint.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.words.oneline import LineField
from landings.grants.append_only import AppendOnly
from landings.placements.models import Landing
from landings.programmes.models import FundYear
from network.members.models import Member


class Account(models.Model):
    """`balance` in minor units of `currency`: what was debited less what was credited."""

    class Kind(models.TextChoices):
        FUNDER = "funder", _("Funder")
        FUND = "fund", _("Fund")
        COMMITMENTS = "commitments", _("Commitments")
        ADVANCES = "advances", _("Advances")
        CLAIMS_PAYABLE = "claims_payable", _("Claims payable")
        PAID = "paid", _("Paid")
        RECOVERED = "recovered", _("Recovered")
        RELEASED = "released", _("Released")

    kind = models.CharField(max_length=16, choices=Kind.choices)
    fund_year = models.ForeignKey(FundYear, on_delete=models.PROTECT, related_name="accounts")
    landing = models.ForeignKey(Landing, on_delete=models.PROTECT, null=True, related_name="accounts")
    currency = models.CharField(max_length=3)
    balance = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund_year", "kind"], condition=Q(landing=None), name="landings_account_of_fund"
            ),
            models.UniqueConstraint(
                fields=["landing", "kind", "fund_year"],
                condition=Q(landing__isnull=False),
                name="landings_account_of_landing",
            ),
            models.CheckConstraint(condition=Q(balance__gte=0) | Q(kind="funder"), name="landings_account_not_below"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fund_year_id}/{self.landing_id or '-'}"


class Transfer(models.Model):
    """Money moved once, for ever. The database refuses to change or delete it."""

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

    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    landing = models.ForeignKey(Landing, on_delete=models.PROTECT, null=True, related_name="transfers")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    reference = LineField(max_length=80, blank=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="landings_transfer_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="landings_transfer_between_two"),
            AppendOnly(name="landings_transfer_append_only"),
        ]
        indexes = [
            models.Index(fields=["landing", "id"], name="landings_transfer_landing"),
            models.Index(fields=["debit", "id"], name="landings_transfer_debit"),
            models.Index(fields=["credit", "id"], name="landings_transfer_credit"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.amount} {self.currency}"

    @property
    def digest(self) -> str:
        """SHA-256 of what the row says: kept in the stream's chained event, so that a change is found."""
        words = (self.pk, self.debit_id, self.credit_id, self.amount, self.currency, self.landing_id, self.reason)
        line = "\n".join(str(word) for word in (*words, self.reference, self.by_id, f"{self.at.timestamp():.6f}"))
        return hashlib.sha256(line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Books:
    """The accounts of a fund's year, and of one landing in it. Opened when first needed."""

    fund_year: FundYear
    currency: str
    landing: Landing | None = None

    def account(self, kind: str) -> Account:
        account, _new = Account.objects.get_or_create(
            kind=kind, fund_year=self.fund_year, landing=self._owner(kind), defaults={"currency": self.currency}
        )
        return account

    def balance(self, kind: str) -> int:
        """What is in the account; nothing, where it was never opened."""
        found = Account.objects.filter(kind=kind, fund_year=self.fund_year, landing=self._owner(kind))
        return found.values_list("balance", flat=True).first() or 0

    def _owner(self, kind: str) -> Landing | None:
        of_fund = kind in (Account.Kind.FUNDER, Account.Kind.FUND, Account.Kind.RELEASED)
        return None if of_fund else self.landing


@dataclass(frozen=True, slots=True)
class Posting:
    """What a transfer is to say: who moved it, when, why, with what reference."""

    reason: str
    by: Member | None
    at: datetime
    reference: str = ""


def move(books: Books, amount: int, *, debit: str, credit: str, posting: Posting) -> Transfer:
    """Move money between two kinds of account of these books, inside the action's transaction.

    Accounts are locked in id order. Raises ValidationError (`not_enough`) when the credit account has too little.
    """
    pair = [books.account(credit).pk, books.account(debit).pk]
    locked = {
        account.pk: account
        for account in Account.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk")
    }
    source = locked[pair[0]]
    if source.kind != Account.Kind.FUNDER and source.balance < amount:
        raise ValidationError(_too_little, code="not_enough", params={"account": source.get_kind_display()})
    Account.objects.filter(pk=pair[0]).update(balance=F("balance") - amount)
    Account.objects.filter(pk=pair[1]).update(balance=F("balance") + amount)
    return Transfer.objects.create(
        debit=locked[pair[1]],
        credit=source,
        amount=amount,
        currency=books.currency,
        landing=books.landing,
        reason=posting.reason,
        reference=posting.reference,
        by=posting.by,
        at=posting.at,
    )


_too_little = _("There is not enough left in “%(account)s” for this amount.")
