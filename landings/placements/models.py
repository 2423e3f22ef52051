from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from landings.applications.models import Application
from landings.hosts.models import Site, SlotOffer
from landings.matching.models import Match
from landings.programmes.models import Officer, Programme
from network.members.models import Member, Viewer
from network.organisations.models import Membership, Organisation
from realtime.streams import Living


class LandingQuerySet(models.QuerySet["Landing"]):
    def visible_to(self, member: Viewer) -> "LandingQuerySet":
        """The firm's people, the host's people, those who run the programme, and the commissioner named for it."""
        return self._of(member, Officer.Role.OFFICER, Officer.Role.FINANCE)

    def told_to(self, member: Viewer) -> "LandingQuerySet":
        """Those whose days and letters the member may read. Finance sees who landed where, not what came of it."""
        return self._of(member, Officer.Role.OFFICER)

    def _of(self, member: Viewer, *roles: str) -> "LandingQuerySet":
        if not member.is_authenticated:
            return self.none()
        mine = Membership.objects.filter(member_id=member.pk).values("organisation_id")
        runs = Officer.objects.filter(member_id=member.pk, role__in=roles).values("programme_id")
        return self.filter(Q(firm__in=mine) | Q(host__in=mine) | Q(programme__in=runs) | Q(commissioner_id=member.pk))

    def standing(self) -> "LandingQuerySet":
        return self.filter(cancelled_at=None)

    def over(self) -> "LandingQuerySet":
        """The firm has come home."""
        return self.filter(returned_at__isnull=False)

    def for_list(self) -> "LandingQuerySet":
        return self.select_related("stream", "programme", "firm", "host", "site", "commissioner").order_by(
            "-starts_on", "-pk"
        )


class Landing(Living):
    """A firm's stay at a host's site. Dates are half open, in the site's zone; `desks` is one for each traveller."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="landings")
    match = models.OneToOneField(Match, on_delete=models.PROTECT, null=True, related_name="landing")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="landings")
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="landings")
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hosted_landings")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="landings")
    offer = models.ForeignKey(SlotOffer, on_delete=models.PROTECT, related_name="landings")
    commissioner = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="commissioned_landings"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("day after the last"))
    desks = models.PositiveSmallIntegerField(_("desks"), default=1)
    placed_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(_("reason"), max_length=600, blank=True)

    objects = LandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(cancelled_at=None), name="landings_landing_once"
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="landings_landing_dates"),
            models.CheckConstraint(condition=Q(desks__gte=1), name="landings_landing_desks"),
        ]
        indexes = [
            models.Index(fields=["firm", "-starts_on", "-id"], name="landings_landing_firm"),
            models.Index(fields=["host", "-starts_on", "-id"], name="landings_landing_host"),
            models.Index(fields=["programme", "-starts_on", "-id"], name="landings_landing_programme"),
            models.Index(fields=["starts_on", "id"], name="landings_landing_arrivals", condition=Q(started_at=None)),
            models.Index(fields=["ends_on", "id"], name="landings_landing_returns", condition=Q(returned_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.firm_id} at {self.site_id} from {self.starts_on}"

    @property
    def state(self) -> str:
        """cancelled, closed, returned, started or placed."""
        for name in ("cancelled", "closed", "returned", "started"):
            if getattr(self, f"{name}_at"):
                return name
        return "placed"

    @property
    def stay_days(self) -> int:
        return (self.ends_on - self.starts_on).days

    def start(self, now: datetime) -> None:
        self._check_state("placed")
        self.started_at = now

    def come_home(self, now: datetime) -> None:
        self._check_state("placed", "started")
        self.returned_at = now

    def close(self, by: Member, now: datetime) -> None:
        self._check_state("returned")
        self.closed_at, self.closed_by = now, by

    def cancel(self, by: Member, reason: str, now: datetime) -> None:
        self._check_state("placed")
        self.cancelled_at, self.cancelled_by, self.cancel_reason = now, by, reason

    def check_standing(self) -> None:
        """Raises ValidationError (`not_now`) once it was called off."""
        if self.cancelled_at:
            raise ValidationError(_state_words["cancelled"], code="not_now")

    def _check_state(self, *wanted: str) -> None:
        if self.state not in wanted:
            raise ValidationError(_state_words[self.state], code="not_now")


class DeskDay(models.Model):
    """One desk for one day. Unique, so that a desk cannot be given twice."""

    offer = models.ForeignKey(SlotOffer, on_delete=models.PROTECT, related_name="desk_days")
    desk = models.PositiveSmallIntegerField()
    day = models.DateField()
    landing = models.ForeignKey(Landing, on_delete=models.PROTECT, related_name="desk_days")

    class Meta:
        ordering = ["day", "desk", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "day", "desk"], name="landings_desk_day_once"),
            models.CheckConstraint(condition=Q(desk__gte=1), name="landings_desk_day_desk"),
        ]

    def __str__(self) -> str:
        return f"desk {self.desk} of offer {self.offer_id} on {self.day:%Y-%m-%d}"


def days_between(starts_on: date, ends_on: date) -> list[date]:
    """Every day of a half-open interval."""
    return [date.fromordinal(number) for number in range(starts_on.toordinal(), ends_on.toordinal())]


_state_words = {
    "placed": _("The stay has not begun yet."),
    "started": _("The stay has begun, so it cannot be changed this way."),
    "returned": _("The stay is over, so it cannot be changed this way."),
    "closed": _("This landing is closed."),
    "cancelled": _("This landing was cancelled."),
}
