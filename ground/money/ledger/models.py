import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ground.money.ledger import registry
from ground.tables.append_only import AppendOnly
from ground.words.oneline import LineField


class Account(models.Model):
    """`balance` in minor units of `currency`: what was debited less what was credited."""

    owner_kind = models.CharField(max_length=24)
    owner_id = models.BigIntegerField()
    purpose = models.CharField(max_length=24)
    currency = models.CharField(max_length=3)
    may_go_below = models.BooleanField(default=False)
    balance = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "purpose", "currency"], name="ground_account_of_owner"
            ),
            models.CheckConstraint(condition=Q(balance__gte=0) | Q(may_go_below=True), name="ground_account_not_below"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.owner_kind} {self.owner_id}"

    @property
    def label(self) -> str:
        return str(registry.purpose_of(self.owner_kind, self.purpose).label)


class Transfer(models.Model):
    """Money moved once, for ever. The database refuses to change or delete it."""

    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    about_kind = models.CharField(max_length=24)
    about_id = models.BigIntegerField()
    reason = models.CharField(max_length=24)
    reference = LineField(max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="ground_transfer_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ground_transfer_between_two"),
            AppendOnly(name="ground_transfer_append_only"),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_id", "id"], name="ground_transfer_about"),
            models.Index(fields=["debit", "id"], name="ground_transfer_debit"),
            models.Index(fields=["credit", "id"], name="ground_transfer_credit"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.amount} {self.currency}"

    @property
    def reason_label(self) -> str:
        return registry.reason_words(self.about_kind, self.reason)

    @property
    def digest(self) -> str:
        """SHA-256 of what the row says: kept in a stream's chained event, so that a change is found."""
        words = (self.pk, self.debit_id, self.credit_id, self.amount, self.currency, self.about_kind, self.about_id)
        rest = (self.reason, self.reference, self.by_id, f"{self.at.timestamp():.6f}")
        return hashlib.sha256("\n".join(str(word) for word in (*words, *rest)).encode()).hexdigest()
