"""A programme is data. Its columns hold what is in force; each published version keeps the whole document."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.words.columns import NameKeyField
from ground.words.oneline import LineField, NameField, TitleField
from ground.words.said import said
from landings.programmes.models.languages import lines_said
from network.members import registry
from network.members.models import Member, Viewer
from network.members.registry import Office
from network.organisations.models import Organisation
from realtime.streams import Living


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, member: Viewer) -> "ProgrammeQuerySet":
        """Published programmes are open to all; a programme in preparation is seen by its officers."""
        published = Q(published_at__isnull=False)
        if not member.is_authenticated:
            return self.filter(published)
        mine = Officer.objects.filter(member_id=member.pk).values("programme_id")
        return self.filter(published | Q(pk__in=mine))

    def open(self) -> "ProgrammeQuerySet":
        """Those that take applications: somebody must be there to decide on them."""
        deciding = Officer.objects.deciding().filter(programme=OuterRef("pk"))
        return self.filter(Exists(deciding), published_at__isnull=False, closed_at=None)

    def for_list(self) -> "ProgrammeQuerySet":
        return self.select_related("stream").order_by("folded_name", "pk")


class Programme(Living):
    """A funded scheme. Money in minor units of `currency`."""

    class Direction(models.TextChoices):
        OUTBOUND = "outbound", _("Outbound")
        INBOUND = "inbound", _("Inbound")
        BOTH = "both", _("Both ways")

    class Calendar(models.TextChoices):
        CALENDAR = "calendar", _("calendar days")
        BUSINESS = "business", _("business days")

    slug = models.SlugField(max_length=60, unique=True)
    name = NameField(_("name"), max_length=160)
    folded_name = NameKeyField(of="name")
    summary = LineField(_("in one line"), max_length=240, blank=True)
    about = models.TextField(_("about"), max_length=6000, blank=True)
    funder = NameField(_("funder"), max_length=160)
    funder_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.OUTBOUND)
    currency = models.CharField(max_length=3, default="CAD")
    home_countries = models.JSONField(default=list, blank=True)
    target_countries = models.JSONField(default=list, blank=True)
    sectors = models.JSONField(default=list, blank=True)
    ceiling = models.PositiveBigIntegerField(_("ceiling for one landing"))
    traveller_ceiling = models.PositiveBigIntegerField(_("ceiling for one traveller"), null=True, blank=True)
    day_rates = models.JSONField(default=dict, blank=True)
    shortest_stay = models.PositiveSmallIntegerField(_("shortest stay in days"), default=1)
    longest_stay = models.PositiveSmallIntegerField(_("longest stay in days"), default=90)
    lead_time_days = models.PositiveSmallIntegerField(_("lead time in days"), default=0)
    travellers = models.PositiveSmallIntegerField(_("travellers at most"), default=1)
    reviewers_per_application = models.PositiveSmallIntegerField(default=1)
    payment_plan = models.JSONField(default=list, blank=True)
    follow_up_waves = models.JSONField(default=list, blank=True)
    decision_days = models.PositiveSmallIntegerField(default=14)
    decision_calendar = models.CharField(max_length=10, choices=Calendar.choices, default=Calendar.BUSINESS)
    holidays_of = models.CharField(max_length=2, blank=True)
    cost_categories = models.JSONField(default=list, blank=True)
    share_borne_percent = models.PositiveSmallIntegerField(default=100, validators=[MaxValueValidator(100)])
    stacking_limit_percent = models.PositiveSmallIntegerField(default=100, validators=[MaxValueValidator(100)])
    questions = models.JSONField(default=list, blank=True)
    weights = models.JSONField(default=dict, blank=True)
    referral = models.TextField(max_length=2000, blank=True)
    translations = models.JSONField(default=dict, blank=True)
    current = models.OneToOneField(
        "ProgrammeVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share_borne_percent__lte=100), name="landings_programme_share"),
            models.CheckConstraint(condition=Q(stacking_limit_percent__lte=100), name="landings_programme_stacking"),
            models.CheckConstraint(
                condition=Q(longest_stay__gte=models.F("shortest_stay")), name="landings_programme_stay"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def said_summary(self) -> str:
        """In the reader's language, as `said_about`, `said_referral` and `said_questions` are."""
        return said(self.summary, self.translations)

    @property
    def said_about(self) -> str:
        return said(self.about, self.translations)

    @property
    def said_referral(self) -> str:
        return said(self.referral, self.translations)

    @property
    def said_questions(self) -> list[Any]:
        return lines_said(self.questions, "questions", self.translations)

    @property
    def is_open(self) -> bool:
        return self.published_at is not None and self.closed_at is None and self.has_officer

    @property
    def has_officer(self) -> bool:
        return Officer.objects.deciding().filter(programme=self).exists()


class ProgrammeVersion(models.Model):
    """The whole document as published, in the form of a programme file. Never changed once written."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    note = LineField(max_length=240, blank=True)
    published_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="landings_programme_version_once")]

    def __str__(self) -> str:
        return f"{self.programme_id} version {self.number}"


class ProgrammeDraft(models.Model):
    """An officer's work on the next version, begun from `base`. It may be wrong until it is published."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="draft")
    document = models.JSONField()
    base = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, null=True, related_name="+")
    saved_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.programme_id}"


class Criterion(models.Model):
    """One line of the rubric. A line that a newer version dropped is retired, for its scores remain."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    label = TitleField(max_length=120)
    weight = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    description = models.TextField(max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="landings_criterion_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def said_label(self) -> str:
        """In the reader's language; whoever lists them loads the programme too."""
        return said(self.label, self.programme.translations)

    @property
    def said_description(self) -> str:
        return said(self.description, self.programme.translations)


class FundYear(models.Model):
    """What the funder gives for a year, in minor units of the programme's currency, and when it lapses."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="fund_years")
    year = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    expires_on = models.DateField()

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="landings_fund_year_once")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}"

    def is_open_on(self, day: date) -> bool:
        return day < self.expires_on


class OfficerQuerySet(models.QuerySet["Officer"]):
    def deciding(self) -> "OfficerQuerySet":
        """Those who decide on applications, and can log in to do so."""
        return self.filter(role=Officer.Role.OFFICER, member__is_active=True)


class Officer(models.Model):
    """A member who works for a programme: decides, reviews, or pays."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("Officer")
        REVIEWER = "reviewer", _("Reviewer")
        FINANCE = "finance", _("Finance")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="officers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="programme_roles")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.OFFICER)
    since = models.DateTimeField(default=timezone.now)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "member"], name="landings_officer_once")]
        indexes = [models.Index(fields=["member", "programme"], name="landings_officer_member")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.role} of {self.programme_id}"


def _officer(roles: Iterable[Officer]) -> Office | None:
    """Who reviews stays unnamed."""
    works = any(one.role == Officer.Role.OFFICER for one in roles)
    return Office("stamp", _("Programme officer")) if works else None


registry.register("programme_roles", _officer)
