from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.words.oneline import LineField
from landings.placements.models import Landing
from landings.programmes.models import FundYear, Officer, Programme, ProgrammeVersion
from network.members.models import Member, Viewer
from network.organisations.models import Membership

# What a grant keeps of its programme, beside the ceiling and the currency.
TERMS = ("share_borne_percent", "payment_plan", "cost_categories", "follow_up_waves")


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, member: Viewer) -> "GrantQuerySet":
        """The firm's people and those who run the programme; not the host."""
        if not member.is_authenticated:
            return self.none()
        mine = Membership.objects.filter(member_id=member.pk).values("organisation_id")
        runs = Officer.objects.filter(member_id=member.pk).exclude(role=Officer.Role.REVIEWER).values("programme_id")
        return self.filter(Q(landing__firm__in=mine) | Q(landing__programme__in=runs))


class Grant(models.Model):
    """Money awarded to a landing, in minor units of `currency`; never above the programme's ceiling at the time.

    It keeps the terms under which it was awarded: a later version of the programme changes nothing about it. Its events
    are on the landing's stream.
    """

    landing = models.OneToOneField(Landing, on_delete=models.PROTECT, related_name="grant")
    fund_year = models.ForeignKey(FundYear, on_delete=models.PROTECT, related_name="grants")
    amount = models.PositiveBigIntegerField(_("amount"))
    ceiling = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, null=True, related_name="+")
    share_borne_percent = models.PositiveSmallIntegerField(default=100)
    payment_plan = models.JSONField(default=list, blank=True)
    cost_categories = models.JSONField(default=list, blank=True)
    follow_up_waves = models.JSONField(default=list, blank=True)
    note = models.CharField(_("note"), max_length=600, blank=True)
    awarded_at = models.DateTimeField()
    awarded_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="landings_grant_positive"),
            models.CheckConstraint(condition=Q(amount__lte=F("ceiling")), name="landings_grant_ceiling"),
            models.CheckConstraint(condition=Q(share_borne_percent__lte=100), name="landings_grant_share"),
        ]

    def __str__(self) -> str:
        return f"grant of landing {self.landing_id}"

    @property
    def is_open(self) -> bool:
        return self.released_at is None

    def take_terms(self, programme: Programme, *, ceiling: int) -> None:
        """Keep what is in force now."""
        self.version, self.ceiling, self.currency = programme.current, ceiling, programme.currency
        for name in TERMS:
            setattr(self, name, getattr(programme, name))


class Advance(models.Model):
    """A part of the grant paid before costs are claimed, as the payment plan says."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="advances")
    trigger = models.CharField(max_length=40)
    percent = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    reference = LineField(_("payment reference"), max_length=80, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    sent_back_reason = models.CharField(_("reason"), max_length=600, blank=True)

    class Meta:
        ordering = ["approved_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "trigger"], condition=Q(sent_back_at=None), name="landings_advance_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="landings_advance_positive"),
            models.CheckConstraint(
                condition=Q(paid_by=None) | ~Q(paid_by=F("approved_by")), name="landings_advance_two_persons"
            ),
        ]

    def __str__(self) -> str:
        return f"advance {self.trigger} of grant {self.grant_id}"

    @property
    def state(self) -> str:
        """approved, paid or sent_back."""
        if self.sent_back_at:
            return "sent_back"
        return "paid" if self.paid_at else "approved"

    def check_payable(self) -> None:
        if self.state != "approved":
            raise ValidationError(_advance_words[self.state], code="not_now")

    def pay(self, by: Member, reference: str, now: datetime) -> None:
        self.check_payable()
        self.paid_at, self.paid_by, self.reference = now, by, reference

    def send_back(self, by: Member, reason: str, now: datetime) -> None:
        self.check_payable()
        self.sent_back_at, self.sent_back_by, self.sent_back_reason = now, by, reason


_advance_words = {
    "approved": _("This advance is approved already."),
    "paid": _("This advance was paid already."),
    "sent_back": _("This advance was sent back, so it cannot be paid."),
}
