from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.money.rates import FRESH
from ground.words.oneline import LineField
from landings.grants.models.grants import Grant
from landings.programmes.models import Officer
from network.members.models import Member, Viewer
from network.organisations.models import Membership


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, member: Viewer) -> "ClaimQuerySet":
        """The firm sees all of its own; the programme sees what was submitted."""
        if not member.is_authenticated:
            return self.none()
        mine = Membership.objects.filter(member_id=member.pk).values("organisation_id")
        runs = Officer.objects.filter(member_id=member.pk).exclude(role=Officer.Role.REVIEWER).values("programme_id")
        submitted = Q(first_submitted_at__isnull=False, grant__landing__programme__in=runs)
        return self.filter(Q(grant__landing__firm__in=mine) | submitted)

    def for_list(self) -> "ClaimQuerySet":
        return self.select_related("grant__landing", "claimant", "approved_by", "paid_by").order_by("number", "pk")


class Claim(models.Model):
    """Costs put forward against a grant. Amounts in minor units of the grant's currency."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="claims")
    number = models.PositiveSmallIntegerField()
    claimant = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="claims")
    is_final = models.BooleanField(_("this is the last claim"), default=False)
    begun_at = models.DateTimeField()
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    changes_wanted_at = models.DateTimeField(null=True, blank=True)
    changes_wanted_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    changes_wanted = models.CharField(_("what must change"), max_length=1000, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    approved_amount = models.PositiveBigIntegerField(null=True, blank=True)
    from_advance = models.PositiveBigIntegerField(default=0)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    decline_reason = models.CharField(_("reason"), max_length=1000, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    reference = LineField(_("payment reference"), max_length=80, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="landings_claim_number"),
            # A claim that is handed back may stand beside the draft that was begun meanwhile.
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(submitted_at=None, declined_at=None, changes_wanted_at=None),
                name="landings_claim_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("claimant")), name="landings_claim_not_own"
            ),
            models.CheckConstraint(
                condition=Q(paid_by=None) | (~Q(paid_by=F("approved_by")) & ~Q(paid_by=F("claimant"))),
                name="landings_claim_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(paid_at=None) | Q(approved_at__isnull=False), name="landings_claim_approved_first"
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.number} of grant {self.grant_id}"

    @property
    def state(self) -> str:
        """declined, paid, approved, submitted, changes_wanted or draft."""
        for name in ("declined", "paid", "approved", "submitted", "changes_wanted"):
            if getattr(self, f"{name}_at"):
                return name
        return "draft"

    @property
    def is_in_hand(self) -> bool:
        """The firm may still change it."""
        return self.state in ("draft", "changes_wanted")

    @property
    def to_pay(self) -> int:
        """What is paid out once approved: the advance already covers the rest."""
        return (self.approved_amount or 0) - self.from_advance

    @property
    def is_covered(self) -> bool:
        """Approved, and nothing is to be paid: the advance covers all of it."""
        return bool(self.approved_amount) and not self.to_pay

    def submit(self, by: Member, is_final: bool, now: datetime) -> None:
        self.check_state("draft", "changes_wanted")
        self.submitted_at, self.claimant, self.is_final = now, by, is_final
        self.first_submitted_at = self.first_submitted_at or now

    def want_changes(self, by: Member, what: str, now: datetime) -> None:
        self.check_state("submitted")
        self.submitted_at = None
        self.changes_wanted_at, self.changes_wanted_by, self.changes_wanted = now, by, what

    def approve(self, by: Member, amount: int, from_advance: int, now: datetime) -> None:
        self.check_state("submitted")
        self.approved_at, self.approved_by = now, by
        self.approved_amount, self.from_advance = amount, from_advance

    def decline(self, by: Member, reason: str, now: datetime) -> None:
        self.check_state("submitted")
        self.declined_at, self.declined_by, self.decline_reason = now, by, reason

    def pay(self, by: Member, reference: str, now: datetime) -> None:
        self.check_state("approved")
        if self.to_pay and not reference:
            raise ValidationError(_("Write down the bank’s reference of the payment."), code="reference")
        self.paid_at, self.paid_by, self.reference = now, by, reference

    def send_back(self) -> None:
        """Finance does not pay: the officer looks again."""
        self.check_state("approved")
        self.approved_at, self.approved_by, self.approved_amount, self.from_advance = None, None, None, 0

    def check_state(self, *wanted: str) -> None:
        """Raises ValidationError (`not_now`), saying where the claim stands."""
        if self.state not in wanted:
            raise ValidationError(_claim_words[self.state], code="not_now")


class ClaimLine(models.Model):
    """One cost with its receipt. `amount` in `currency` as on the receipt; `converted` in the grant's currency.

    `rate` is how many units of the grant's currency one unit of `currency` cost on `rate_on`.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    spent_on = models.DateField(_("date of the receipt"))
    category = models.CharField(_("category"), max_length=40)
    description = LineField(_("what for"), max_length=200)
    amount = models.PositiveBigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    rate = models.DecimalField(max_digits=24, decimal_places=12)
    rate_on = models.DateField()
    rate_source = models.CharField(max_length=80)
    converted = models.PositiveBigIntegerField()
    receipt = models.FileField(_("receipt"), upload_to="receipts/%Y/")
    receipt_name = LineField(max_length=160)
    receipt_type = models.CharField(max_length=40)
    receipt_digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["spent_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="landings_claim_line_positive")]
        indexes = [models.Index(fields=["receipt_digest"], name="landings_claim_line_receipt")]

    def __str__(self) -> str:
        return f"{self.description} {self.amount} {self.currency}"

    @property
    def rate_age(self) -> int:
        """Days from the rate to the receipt."""
        return (self.spent_on - self.rate_on).days

    @property
    def has_old_rate(self) -> bool:
        """It was converted at a rate that is not of its day, as the firm agreed."""
        return timedelta(days=self.rate_age) > FRESH


_claim_words = {
    "draft": _("This claim has not been submitted yet."),
    "changes_wanted": _("Changes were asked for: the firm has not sent the claim in again yet."),
    "submitted": _("This claim is submitted and waits for the programme, so it cannot be changed now."),
    "approved": _("This claim is approved already."),
    "declined": _("This claim was declined."),
    "paid": _("This claim was paid already."),
}
