from datetime import date, datetime, timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ground.words.oneline import LineField
from landings.applications.models.states import OPEN, State, check_step
from landings.hosts.models import SlotOffer
from landings.hosts.models.services import SERVICE_NAMES
from landings.programmes.models import Criterion, Officer, Programme, ProgrammeVersion
from landings.programmes.models.costs import COST_NAMES
from network.members.models import Member, Viewer
from network.organisations.models import Membership, Organisation
from network.reviews.models import Reviewing, Scoring
from realtime.streams import Living


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, member: Viewer) -> "ApplicationQuerySet":
        """The firm's people; and, once submitted, the programme's officers, and its reviewers for what is theirs."""
        if not member.is_authenticated:
            return self.none()
        firms = Membership.objects.filter(member_id=member.pk).values("organisation_id")
        decides = Officer.objects.filter(member_id=member.pk, role=Officer.Role.OFFICER).values("programme_id")
        works_here = Q(application__programme__officers__member_id=member.pk)
        reviews = Review.objects.filter(works_here, reviewer_id=member.pk, conflict_at=None).values("application_id")
        submitted = Q(submitted_at__isnull=False)
        return self.filter(Q(firm__in=firms) | (submitted & Q(programme__in=decides)) | (submitted & Q(pk__in=reviews)))

    def of(self, member: Member) -> "ApplicationQuerySet":
        """Those of the firms the member belongs to."""
        return self.filter(firm__memberships__member_id=member.pk)

    def open(self) -> "ApplicationQuerySet":
        """Submitted and not yet decided."""
        return self.filter(state__in=OPEN)

    def for_list(self) -> "ApplicationQuerySet":
        return self.select_related("stream", "programme", "firm", "applicant").order_by("submitted_at", "pk")


class Application(Living):
    """A firm's wish to land. Money in minor units of `currency`. Submitting freezes the version and the facts."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="applications")
    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, null=True, related_name="applications")
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)

    target_country = CountryField(_("country"), blank=True)
    cities = models.JSONField(_("cities"), default=list, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    stay_days = models.PositiveSmallIntegerField(_("days of stay"), null=True, blank=True)
    travellers = models.PositiveSmallIntegerField(_("travellers"), default=1, validators=[MinValueValidator(1)])
    objectives = models.TextField(_("what you want to achieve"), max_length=4000, blank=True)
    wanted_services = models.JSONField(_("services wanted"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    sectors = models.JSONField(_("sectors"), default=list, blank=True)
    amount = models.PositiveBigIntegerField(_("amount requested"), null=True, blank=True)
    currency = models.CharField(max_length=3, default="CAD")
    already_committed = models.BooleanField(_("costs already committed"), null=True, blank=True)
    committed_on = models.DateField(_("committed on"), null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text=_("As submitted: what the rules were asked about."))

    typed = models.JSONField(default=dict, blank=True, help_text=_("What was typed and does not fit yet."))
    revision = models.PositiveIntegerField(default=1)

    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    information_wanted_at = models.DateTimeField(null=True, blank=True)
    review_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    owed_seconds = models.PositiveBigIntegerField(default=0)
    decision_due_on = models.DateField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "firm"], condition=Q(state="draft"), name="landings_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state="withdrawn") | Q(version__isnull=False),
                name="landings_application_version",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "submitted_at", "id"], name="landings_application_board"),
            models.Index(fields=["firm", "-created_at"], name="landings_application_firm"),
        ]

    def __str__(self) -> str:
        return f"{self.firm_id} to {self.target_country}"

    @property
    def ends_on(self) -> date | None:
        """The day after the last day of the stay."""
        if self.starts_on is None or self.stay_days is None:
            return None
        return self.starts_on + timedelta(days=self.stay_days)

    @property
    def budget_total(self) -> int:
        """Of all its lines, in minor units."""
        return sum(line.amount for line in self.budget.all())

    @property
    def services_in_words(self) -> list[str]:
        return [str(SERVICE_NAMES.get(code, code)) for code in self.wanted_services]

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def submit(self, version: ProgrammeVersion, facts: dict[str, object], now: datetime) -> None:
        """Raises ValidationError (`not_now`) when it was submitted before."""
        check_step(self.state, State.SUBMITTED)
        self.state, self.version, self.facts, self.submitted_at = State.SUBMITTED, version, facts, now

    def refer(self, version: ProgrammeVersion | None, facts: dict[str, object], now: datetime) -> None:
        """The firm itself closes a draft that its rules refer elsewhere."""
        check_step(self.state, State.REFERRED)
        self.state, self.version, self.facts, self.decided_at = State.REFERRED, version, facts, now

    def take_under_review(self, now: datetime) -> None:
        check_step(self.state, State.UNDER_REVIEW)
        self.state, self.review_at = State.UNDER_REVIEW, now

    def want_information(self, now: datetime) -> None:
        check_step(self.state, State.INFORMATION_WANTED)
        self.state, self.information_wanted_at = State.INFORMATION_WANTED, now

    def receive_information(self, now: datetime) -> None:
        """Back under review; the time the applicant owed an answer is taken off the decision clock."""
        if self.state != State.INFORMATION_WANTED or self.information_wanted_at is None:
            check_step(self.state, State.INFORMATION_WANTED)
            return
        self._count_owed(now)
        self.state, self.review_at = State.UNDER_REVIEW, self.review_at or now

    def decide(self, outcome: str, now: datetime) -> None:
        """`outcome` is accepted, refused, waitlisted or referred."""
        check_step(self.state, outcome)
        self._count_owed(now)
        self.state, self.decided_at = outcome, now

    def _count_owed(self, now: datetime) -> None:
        """While it owes an answer, the applicant's time is taken off the decision clock."""
        if self.state == State.INFORMATION_WANTED and self.information_wanted_at:
            self.owed_seconds += int((now - self.information_wanted_at).total_seconds())

    def withdraw(self, now: datetime) -> None:
        check_step(self.state, State.WITHDRAWN)
        self.state, self.withdrawn_at = State.WITHDRAWN, now


class BudgetLine(models.Model):
    """A cost that the firm foresees, in minor units of the application's currency."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="budget")
    category = models.CharField(_("category"), max_length=40)
    description = LineField(_("what for"), max_length=200, blank=True)
    amount = models.PositiveBigIntegerField(_("amount"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.category} {self.amount}"

    @property
    def category_in_words(self) -> str:
        return str(COST_NAMES.get(self.category, self.category))


class PreferredOffer(models.Model):
    """An offer that the firm ranks; 1 is the one it likes best. None at all means: open to any."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="preferred")
    offer = models.ForeignKey(SlotOffer, on_delete=models.CASCADE, related_name="preferred_by")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "offer"], name="landings_preferred_once"),
            models.UniqueConstraint(fields=["application", "rank"], name="landings_preferred_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} prefers {self.offer_id} as {self.rank}"


class InformationRequest(models.Model):
    """The officer asks, the founder answers; an application may go round more than once."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="information")
    question = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(answered_at=None), name="landings_one_open_question"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.pk} about {self.application_id}"


class Review(Reviewing):
    """A reviewer's assignment, then her scores and her advice."""

    class Advice(models.TextChoices):
        ACCEPT = "accept", _("Accept")
        WAITLIST = "waitlist", _("Waitlist")
        REFUSE = "refuse", _("Refuse")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    recommendation = models.CharField(max_length=10, choices=Advice.choices, blank=True)

    class Meta:
        ordering = ["assigned_at", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="landings_review_once")]
        indexes = [models.Index(fields=["reviewer", "submitted_at", "id"], name="landings_review_queue")]

    def __str__(self) -> str:
        return f"review {self.pk} of {self.application_id}"


class Score(Scoring):
    """One to five for a criterion, with the words that justify it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")

    class Meta:
        ordering = ["criterion__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="landings_score_once"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=5), name="landings_score_points"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"


class Decision(models.Model):
    """What an officer decided and why. A waitlisting may be followed by one final decision."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        REFERRED = "referred", _("Referred elsewhere")
        WAITLISTED = "waitlisted", _("Waitlisted")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reasons = models.TextField(_("reasons"), max_length=4000)
    referral = models.TextField(_("where to go instead"), max_length=2000, blank=True)
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=~Q(outcome="waitlisted"), name="landings_one_final_decision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} for {self.application_id}"
