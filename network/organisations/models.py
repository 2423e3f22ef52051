from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelsearch import index

from ground.places.countries import names_of as country_names
from ground.web import personal_links
from ground.words import searching
from ground.words.columns import NameKeyField
from ground.words.ebops import EBOPS
from ground.words.language import in_each_language
from ground.words.oneline import HeadlineField, LineField, NameField, TitleField
from ground.words.sectors import NAMES as SECTOR_NAMES
from ground.words.sectors import SECTORS
from network.members import registry
from network.members.models import Member, Viewer
from network.members.registry import Office
from realtime.streams import Living

INVITATION_LIVES = timedelta(days=14)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, member: Viewer) -> "OrganisationQuerySet":
        """Visitors see public pages; members see members-only pages too. What is closed is seen by nobody."""
        if member.is_authenticated:
            return self.filter(closed_at=None)
        return self.filter(closed_at=None, is_public=True)

    def of(self, member: Member) -> "OrganisationQuerySet":
        """Those that the member belongs to."""
        return self.filter(memberships__member_id=member.pk)


class Organisation(index.Indexed, Living):
    """A firm, host, agency, buyer or partner. Members belong to it with a role."""

    class Kind(models.TextChoices):
        FIRM = "firm", _("Firm")
        HOST = "host", _("Host")
        AGENCY = "agency", _("Agency")
        BUYER = "buyer", _("Buyer")
        PARTNER = "partner", _("Partner")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = NameField(_("name"), max_length=160)
    folded_name = NameKeyField(of="name")
    slug = models.SlugField(max_length=80, unique=True)
    headline = HeadlineField(_("in one line"), max_length=200, blank=True)
    about = models.TextField(_("about"), max_length=6000, blank=True)
    website = models.URLField(_("website"), blank=True)
    country = CountryField(_("country"))
    city = LineField(_("city"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    sector = models.CharField(_("sector"), max_length=40, blank=True, choices=SECTORS)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    revenue = models.BigIntegerField(_("yearly revenue"), null=True, blank=True, help_text=_("Minor units."))
    currency = models.CharField(_("currency"), max_length=3, default="CAD")
    is_public = models.BooleanField(_("page open to visitors"), default=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    members = models.ManyToManyField(Member, through="Membership", related_name="organisations")

    objects = OrganisationQuerySet.as_manager()

    # Indexed where the directory says so (tasks.py), not at every save.
    search_auto_update = False
    search_fields: ClassVar[list[index.BaseField]] = [index.AutocompleteField("index_words")]
    searched: ClassVar[frozenset[str]] = frozenset({"name", "headline", "about", "city", "country", "kind", "sector"})

    class Meta:
        indexes = [
            models.Index(fields=["kind", "folded_name", "id"], name="network_org_kind_folded"),
            models.Index(fields=["country", "folded_name", "id"], name="network_org_country_folded"),
            models.Index(fields=["folded_name", "id"], name="network_org_folded"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(revenue=None) | Q(revenue__gte=0), name="network_org_revenue"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network:organisation", args=[self.slug])

    @property
    def index_words(self) -> str:
        """What it is found by: its words, what it sells, and its kind, sector and country in each language."""
        kinds = in_each_language(self.Kind(self.kind).label)
        sectors = in_each_language(SECTOR_NAMES[self.sector]) if self.sector in SECTOR_NAMES else []
        said = [self.headline, self.about, self.city, *(line.title for line in self.services.all())]
        return searching.for_index([*said, *kinds, *sectors, *country_names(str(self.country))], names=[self.name])

    @property
    def learnt_words(self) -> str:
        return " ".join([self.name, self.headline, self.about, self.city, *(one.title for one in self.services.all())])

    @property
    def kind_name(self) -> str:
        return str(KIND_NAMES.get(self.kind, self.kind))

    @property
    def sector_name(self) -> str:
        return str(SECTOR_NAMES.get(self.sector, self.sector))

    @property
    def offer(self) -> dict[str, list[str]]:
        """The first of what it sells and where it wants to, from what a list has loaded."""
        sought = [market.country.code for market in self.markets.all() if market.relation == "sought"]
        return {"services": [line.title for line in self.services.all()][:3], "sought": sought[:6]}


# Not Django's `get_…_display`, which makes a dictionary of all kinds anew for each row of a list.
KIND_NAMES = dict(Organisation.Kind.choices)


class Membership(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MANAGER = "manager", _("Manager")
        STAFF = "staff", _("Staff")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.STAFF)
    title = HeadlineField(_("title"), max_length=120, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "member"], name="network_membership_once")]

    def __str__(self) -> str:
        return f"{self.member} at {self.organisation}"


def _commissioner(memberships: Iterable[Membership]) -> Office | None:
    agency = any(one.organisation.kind == Organisation.Kind.AGENCY for one in memberships)
    return Office("badge-check", _("Trade commissioner")) if agency else None


registry.register("memberships", _commissioner, loads="organisation")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def with_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=personal_links.digest_of(token))

    def open(self, now: datetime) -> "InvitationQuerySet":
        return self.standing().filter(expires_at__gt=now)

    def standing(self) -> "InvitationQuerySet":
        """Neither used nor withdrawn, whether the time for it is over or not."""
        return self.filter(accepted_at=None, revoked_at=None)

    def sent_to(self, member_id: int) -> "InvitationQuerySet":
        """Sent to an address that the member has confirmed to be their own."""
        own = EmailAddress.objects.filter(user_id=member_id, verified=True)
        return self.filter(email__in=own.annotate(plain=Lower("email")).values("plain"))


class Invitation(models.Model):
    """A personal link by which one person joins an organisation. The link is kept as a hash only.

    Whoever has the link but another address asks to be let in (`asked_by`).

    The link itself can be made again from the row and the site's secret key, so that the mail is written by the
    worker and the database never holds it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"), max_length=254)
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role.choices, default=Membership.Role.STAFF)
    nonce = models.CharField(max_length=32, default=personal_links.new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="network_invitation_open_once",
            )
        ]
        indexes = [
            # Each desk asks what was sent to its member.
            models.Index(
                fields=["email"], condition=Q(accepted_at=None, revoked_at=None), name="network_invitation_sent_to"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.organisation}"

    @property
    def token(self) -> str:
        return personal_links.token_for("organisations.invitation", self.organisation_id, self.nonce)

    def trouble(self, now: datetime) -> str:
        """Why the link no longer opens the door: `used`, `revoked`, `expired`, or nothing."""
        if self.accepted_at:
            return "used"
        if self.expires_at <= now:
            return "expired"
        return "revoked" if self.revoked_at or self.organisation.closed_at else ""


class ServiceLine(models.Model):
    """A service that an organisation sells, by EBOPS 2010 category."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="services")
    category = models.CharField(_("EBOPS 2010 category"), max_length=8, choices=EBOPS)
    title = TitleField(_("title"), max_length=120)
    description = models.TextField(_("description"), max_length=2000, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["category"], name="network_service_category")]

    def __str__(self) -> str:
        return self.title


class Market(models.Model):
    """A country that an organisation sells to (served) or wants to (sought)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="markets")
    country = CountryField()
    relation = models.CharField(max_length=6, choices=[("served", _("served")), ("sought", _("sought"))])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "country", "relation"], name="network_market_once")
        ]
        indexes = [models.Index(fields=["country", "-id"], name="network_market_of")]
        ordering = ["relation", "country"]

    def __str__(self) -> str:
        return f"{self.country} {self.relation}"


class WorkingLanguage(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "language"], name="network_working_once")]
        ordering = ["language"]

    def __str__(self) -> str:
        return self.language
