from datetime import date, time, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ground.words.columns import NameKeyField
from ground.words.oneline import LineField, NameField, TitleField
from landings.programmes.models import Programme
from network.members.models import Member, Viewer
from network.organisations.models import Membership, Organisation
from realtime.streams import Living


def _hosts_of(member: Member) -> models.QuerySet[Membership, int]:
    return Membership.objects.filter(member_id=member.pk).values_list("organisation_id", flat=True)


class SiteQuerySet(models.QuerySet["Site"]):
    def visible_to(self, member: Viewer) -> "SiteQuerySet":
        """Members see open sites of open houses; a house's own people also see what they have closed."""
        if not member.is_authenticated:
            return self.none()
        return self.filter(Q(closed_at=None, host__closed_at=None) | Q(host__in=_hosts_of(member)))

    def of(self, member: Member) -> "SiteQuerySet":
        """Those of the houses the member works for."""
        return self.filter(host__in=_hosts_of(member))

    def for_list(self) -> "SiteQuerySet":
        return self.select_related("host").order_by("folded_name", "pk")


class Site(Living):
    """A host's place: where the desks stand. Opening hours are local to `time_zone`."""

    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = NameField(_("name"), max_length=160)
    folded_name = NameKeyField(of="name")
    address = LineField(_("address"), max_length=240, blank=True)
    city = LineField(_("city"), max_length=120)
    country = CountryField(_("country"))
    latitude = models.FloatField(_("latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(_("longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)])
    time_zone = models.CharField(_("time zone"), max_length=64)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    sectors = models.JSONField(_("sectors"), default=list, blank=True)
    services = models.JSONField(_("services"), default=list, blank=True)
    mentor_hours = models.PositiveSmallIntegerField(_("mentor hours in a stay"), default=0)
    opens = models.TimeField(_("opens"), default=time(9))
    closes = models.TimeField(_("closes"), default=time(17))
    visa_letter_lead_days = models.PositiveSmallIntegerField(_("days for a visa letter"), default=10)
    about = models.TextField(_("about"), max_length=4000, blank=True)
    access_needs = models.TextField(_("access"), max_length=1000, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    facts_reviewed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["host", "name", "id"], name="landings_site_host")]
        constraints = [
            models.CheckConstraint(condition=Q(latitude__gte=-90, latitude__lte=90), name="landings_site_latitude"),
            models.CheckConstraint(
                condition=Q(longitude__gte=-180, longitude__lte=180), name="landings_site_longitude"
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="landings_site_hours"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def service_keys(self) -> list[str]:
        return [service["key"] for service in self.services]


class SlotOfferQuerySet(models.QuerySet["SlotOffer"]):
    def visible_to(self, member: Viewer) -> "SlotOfferQuerySet":
        """Members see what is published or paused; a house's own people also see drafts and what they withdrew."""
        if not member.is_authenticated:
            return self.none()
        shown = Q(published_at__isnull=False, withdrawn_at=None, site__closed_at=None, site__host__closed_at=None)
        return self.filter(shown | Q(site__host__in=_hosts_of(member)))

    def open(self) -> "SlotOfferQuerySet":
        """Those that can be asked for now."""
        return self.filter(published_at__isnull=False, paused_at=None, withdrawn_at=None)

    def of(self, member: Member) -> "SlotOfferQuerySet":
        return self.filter(site__host__in=_hosts_of(member))

    def for_list(self) -> "SlotOfferQuerySet":
        return self.select_related("stream", "site__host", "programme").order_by("starts_on", "pk")


class SlotOffer(Living):
    """Desks at a site over dates, half open: the last day is the one before `ends_on`."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="offers")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="offers")
    title = TitleField(_("title"), max_length=160)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    desks = models.PositiveSmallIntegerField(_("desks"), validators=[MinValueValidator(1), MaxValueValidator(500)])
    shortest_stay = models.PositiveSmallIntegerField(_("shortest stay in days"), default=1)
    longest_stay = models.PositiveSmallIntegerField(_("longest stay in days"), default=90)
    sectors = models.JSONField(_("sectors"), default=list, blank=True)
    price_per_desk_day = models.PositiveBigIntegerField(_("price of a desk for a day"), default=0)
    currency = models.CharField(max_length=3, default="EUR")
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SlotOfferQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["site", "starts_on", "id"], name="landings_offer_site"),
            models.Index(
                fields=["starts_on", "id"],
                name="landings_offer_open",
                condition=Q(published_at__isnull=False, paused_at=None, withdrawn_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="landings_offer_dates"),
            models.CheckConstraint(condition=Q(desks__gte=1), name="landings_offer_desks"),
            models.CheckConstraint(
                condition=Q(longest_stay__gte=F("shortest_stay")) & Q(shortest_stay__gte=1),
                name="landings_offer_stay",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        return self.ends_on - timedelta(days=1)

    @property
    def state(self) -> str:
        """draft, published, paused or withdrawn."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.published_at is None:
            return "draft"
        return "paused" if self.paused_at else "published"


class Closure(models.Model):
    """A day on which a site is closed."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="closures")
    day = models.DateField(_("day"))
    reason = LineField(_("reason"), max_length=160, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="landings_closure_once")]

    def __str__(self) -> str:
        return f"{self.site_id} closed on {self.day}"
