from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from landings.applications.models import Application
from landings.hosts.models import SlotOffer
from landings.programmes.models import Officer
from network.members.models import Member, Viewer
from network.organisations.models import Membership
from realtime.streams import Living

LIVE = Q(declined_at=None, expired_at=None, withdrawn_at=None, full_at=None)
OPEN = LIVE & Q(placed_at=None)


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, member: Viewer) -> "MatchQuerySet":
        """The firm's people, the host's people, and the programme's officers."""
        if not member.is_authenticated:
            return self.none()
        mine = Membership.objects.filter(member_id=member.pk).values("organisation_id")
        runs = Officer.objects.filter(member_id=member.pk, role=Officer.Role.OFFICER).values("programme_id")
        return self.filter(
            Q(application__firm__in=mine) | Q(offer__site__host__in=mine) | Q(application__programme__in=runs)
        )

    def open(self) -> "MatchQuerySet":
        """Neither answered to the end nor lapsed."""
        return self.filter(OPEN)

    def for_list(self) -> "MatchQuerySet":
        return self.select_related(
            "stream", "application__firm", "application__programme", "offer__site__host", "proposed_by"
        ).order_by("-proposed_at", "-pk")


class Match(Living):
    """One offer proposed to one firm, with the score it had. `score` is out of a hundred; dates are half open."""

    class Side(models.TextChoices):
        FIRM = "firm", _("Firm")
        HOST = "host", _("Host")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="matches")
    offer = models.ForeignKey(SlotOffer, on_delete=models.PROTECT, related_name="matches")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("day after the last"))
    desks = models.PositiveSmallIntegerField(_("desks"), default=1)
    score = models.DecimalField(max_digits=5, decimal_places=2)
    breakdown = models.JSONField(default=list)
    note = models.CharField(_("note"), max_length=600, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    firm_confirmed_at = models.DateTimeField(null=True, blank=True)
    firm_confirmed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    host_confirmed_at = models.DateTimeField(null=True, blank=True)
    host_confirmed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    declined_side = models.CharField(max_length=4, choices=Side.choices, blank=True)
    decline_reason = models.CharField(_("reason"), max_length=600, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    full_at = models.DateTimeField(null=True, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "offer"], condition=OPEN, name="landings_match_once"),
            models.UniqueConstraint(
                fields=["application"],
                condition=LIVE & Q(placed_at__isnull=False),
                name="landings_match_one_placed",
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="landings_match_dates"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="landings_match_score"),
            models.CheckConstraint(condition=Q(desks__gte=1), name="landings_match_desks"),
            models.CheckConstraint(
                condition=Q(placed_at=None) | Q(firm_confirmed_at__isnull=False, host_confirmed_at__isnull=False),
                name="landings_match_both",
            ),
        ]
        indexes = [
            models.Index(fields=["application", "-proposed_at", "-id"], name="landings_match_application"),
            models.Index(fields=["offer", "-proposed_at", "-id"], name="landings_match_offer"),
            models.Index(fields=["expires_at", "id"], name="landings_match_due", condition=OPEN),
        ]

    def __str__(self) -> str:
        return f"application {self.application_id} at offer {self.offer_id}"

    @property
    def state(self) -> str:
        """placed, declined, expired, withdrawn, full (another firm took the last desk) or proposed."""
        for name in ("withdrawn", "declined", "expired", "full", "placed"):
            if getattr(self, f"{name}_at"):
                return name
        return "proposed"

    @property
    def is_open(self) -> bool:
        return self.state == "proposed"

    @property
    def stay_days(self) -> int:
        return (self.ends_on - self.starts_on).days

    def confirmed_at(self, side: str) -> datetime | None:
        return self.firm_confirmed_at if side == self.Side.FIRM else self.host_confirmed_at

    @property
    def is_agreed(self) -> bool:
        return self.firm_confirmed_at is not None and self.host_confirmed_at is not None

    def confirm(self, side: str, by: Member, now: datetime) -> None:
        """Raises ValidationError (`not_now`) when it can no longer be answered."""
        self.check_open(now)
        if side == self.Side.FIRM:
            self.firm_confirmed_at, self.firm_confirmed_by = now, by
        else:
            self.host_confirmed_at, self.host_confirmed_by = now, by

    def decline(self, side: str, by: Member, reason: str, now: datetime) -> None:
        self.check_open(now)
        self.declined_at, self.declined_by, self.declined_side, self.decline_reason = now, by, side, reason

    def withdraw(self, by: Member | None, now: datetime) -> None:
        self.check_open(now)
        self.withdrawn_at, self.withdrawn_by = now, by

    def place(self, now: datetime) -> None:
        self.check_open(now)
        self.placed_at = now

    def lose(self, now: datetime) -> None:
        """Both said yes, but the last desk had gone to another firm."""
        self.check_open(now)
        self.full_at = now

    def cancel(self, now: datetime) -> None:
        """The landing it led to was cancelled: the application may be matched again."""
        self.withdrawn_at = now

    def check_open(self, now: datetime) -> None:
        """Raises ValidationError (`not_now`), saying what has become of it."""
        if self.state != "proposed":
            raise ValidationError(_closed_words[self.state], code="not_now")
        if self.expires_at <= now:
            raise ValidationError(_closed_words["expired"], code="not_now")


_closed_words = {
    "placed": _("Both sides have confirmed already: the desk is booked."),
    "declined": _("This proposal was declined, so it cannot be answered any more."),
    "expired": _("This proposal has expired. Ask the programme officer to propose it again."),
    "full": _("The last desk for these days went to another firm. Ask the programme officer for another offer."),
    "withdrawn": _("This proposal was withdrawn, so it cannot be answered any more."),
}
