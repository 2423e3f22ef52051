from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.web import personal_links
from network.conversations.models import Conversation
from network.members.models import Member, Viewer
from network.members.registry import loading
from network.organisations.models import Organisation
from realtime.streams import Living

STANDS_FOR = timedelta(days=14)
REMIND_AFTER = timedelta(days=7)


class Outcome(models.TextChoices):
    MET = "met", _("They met")
    FOLLOW_UP = "follow_up", _("They met, and go on talking")
    DEAL = "deal", _("They made a deal")
    NOTHING = "nothing", _("Nothing came of it")


# Whoever made a deal has met.
HELD = (Outcome.MET, Outcome.FOLLOW_UP, Outcome.DEAL)


class Answer(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    LATER = "later", _("Later")


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, member: Viewer) -> "IntroductionQuerySet":
        """The office that proposed it sees all of it; those whom it asks see their own side."""
        office = Q(agency__memberships__member_id=member.pk or 0)
        return self.filter(office | Q(sides__member_id=member.pk)).distinct()

    def of_office(self, member: Viewer) -> "IntroductionQuerySet":
        return self.filter(agency__memberships__member_id=member.pk or 0).distinct()

    def standing(self) -> "IntroductionQuerySet":
        """Still asking: nobody has ended it and not both have agreed."""
        return self.filter(agreed_at=None, expired_at=None, withdrawn_at=None, closed_at=None)

    def held(self) -> "IntroductionQuerySet":
        """Closed on an outcome that says that the two have met."""
        return self.filter(closed_at__isnull=False, outcome__in=HELD)

    def for_list(self) -> "IntroductionQuerySet":
        loaded = self.select_related("stream", "firm", "commissioner", "conversation")
        people = (*loading("commissioner"), *loading("sides__member"))
        return loaded.prefetch_related("sides__member", *people).order_by("-id")


class Introduction(Living):
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    commissioner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    blurb = models.TextField(max_length=2000)
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField(max_length=2000, blank=True)
    conversation = models.OneToOneField(Conversation, null=True, on_delete=models.PROTECT, related_name="introduction")

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(outcome=""), name="network_intro_outcome"),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(conversation__isnull=False), name="network_intro_conversation"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="network_intro_office"),
            models.Index(
                fields=["expires_at"],
                name="network_intro_due",
                condition=Q(agreed_at=None, expired_at=None, withdrawn_at=None, closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"introduction {self.pk}"

    @property
    def state(self) -> str:
        """closed, withdrawn, expired, agreed or asked: what the office sees."""
        for state in ("closed", "withdrawn", "expired", "agreed"):
            if getattr(self, f"{state}_at") is not None:
                return state
        return "asked"

    @property
    def is_standing(self) -> bool:
        return self.state == "asked"

    def agree(self, conversation: Conversation, now: datetime) -> None:
        self.conversation, self.agreed_at = conversation, now

    def expire(self, now: datetime) -> None:
        self.expired_at = now

    def withdraw(self, now: datetime) -> None:
        self.withdrawn_at = now

    def close(self, outcome: str, note: str, now: datetime) -> None:
        self.outcome, self.outcome_note, self.closed_at = outcome, note, now


class Side(models.Model):
    """One of the two who are asked, each in private, by tray and by a personal link."""

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="sides")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=5, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    remind_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    nonce = models.CharField(max_length=16, default=personal_links.new_nonce)
    digest = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["introduction", "member"], name="network_side_once")]
        indexes = [
            models.Index(fields=["member", "-asked_at"], name="network_side_of"),
            models.Index(fields=["remind_at"], name="network_side_remind", condition=Q(reminded_at=None)),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.member} in {self.introduction}"

    @property
    def token(self) -> str:
        """The secret of the personal link; only its digest is stored."""
        return personal_links.token_for("introduction", self.pk, self.nonce)

    def say(self, answer: str, now: datetime) -> None:
        self.answer, self.answered_at = answer, now


class MeetingTime(models.Model):
    """A time that one of the conversation suggests; it is agreed once one of the other side accepts."""

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="meeting_times")
    suggested_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    suggested_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["introduction", "starts_at"], name="network_meeting_time_once"),
            models.CheckConstraint(condition=Q(minutes__gte=15, minutes__lte=240), name="network_meeting_minutes"),
            models.CheckConstraint(
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("suggested_by")), name="network_meeting_two_people"
            ),
        ]
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"{self.starts_at} for {self.introduction}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def accept(self, member: Member, now: datetime) -> None:
        self.accepted_by, self.accepted_at = member, now
