from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.words.oneline import LineField
from network.members.models import Member
from realtime.streams import Living

LONGEST_REASON = 500
STANDS_FOR = timedelta(days=30)
RESTS_FOR = timedelta(days=90)
"""From asking until the same member may ask the same person again, whatever came of it."""
PUT_OFF_FOR = timedelta(days=180)
"""So long nobody is suggested whom a member does not want now."""


class Circle(Living):
    """The stream behind a member's connections. It is made when it is first needed."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"circle of {self.member_id}"


class Met(models.TextChoices):
    """Where two met, as who asks says it."""

    SHOW = "show", _("At a show")
    INTRODUCTION = "introduction", _("Through an introduction")
    FORUM = "forum", _("In a forum")
    ELSEWHERE = "elsewhere", _("Elsewhere")
    NOT_YET = "not_yet", _("We have not met yet")


class MemberConnectionQuerySet(models.QuerySet["MemberConnection"]):
    def of(self, member_id: int) -> "MemberConnectionQuerySet":
        return self.filter(Q(low_id=member_id) | Q(high_id=member_id))

    def between(self, one_id: int, other_id: int) -> "MemberConnectionQuerySet":
        low, high = sorted((one_id, other_id))
        return self.filter(low_id=low, high_id=high)

    def connected(self) -> "MemberConnectionQuerySet":
        return self.filter(connected_at__isnull=False)

    def open(self, now: datetime) -> "MemberConnectionQuerySet":
        """Requests that stand for who asked: one that was declined stands as long as silence would."""
        return self.unanswered().filter(lapses_at__gt=now)

    def unanswered(self) -> "MemberConnectionQuerySet":
        """The same, whatever the clock says."""
        return self.filter(connected_at=None, withdrawn_at=None, lapsed_at=None, ended_at=None)


class MemberConnection(models.Model):
    """Two members, and what stands between them: the last request of one to the other, and whether it was answered.

    `asked_by` has asked `asked`; the two are `low` and `high` by their keys, so that no pair has two rows.
    """

    low = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    high = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    asked_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    asked = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    reason = models.TextField(max_length=LONGEST_REASON)
    met = models.CharField(max_length=12, choices=Met.choices)
    met_words = LineField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    connected_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)

    objects = MemberConnectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="network_connection_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="network_connection_in_order"),
            models.CheckConstraint(
                condition=Q(low=F("asked_by"), high=F("asked")) | Q(low=F("asked"), high=F("asked_by")),
                name="network_connection_of_two",
            ),
            models.CheckConstraint(
                condition=Q(connected_at=None) | Q(declined_at=None, withdrawn_at=None, lapsed_at=None, ended_at=None),
                name="network_connection_one_state",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="network_connection_ended_by",
            ),
        ]
        indexes = [
            # Who is connected with somebody, from either side, without looking at the rows.
            models.Index(
                fields=["low", "high", "connected_at"],
                condition=Q(connected_at__isnull=False),
                name="network_connected_low",
            ),
            models.Index(
                fields=["high", "low", "connected_at"],
                condition=Q(connected_at__isnull=False),
                name="network_connected_high",
            ),
            models.Index(
                fields=["asked", "-asked_at", "-id"],
                condition=Q(connected_at=None, declined_at=None, withdrawn_at=None, lapsed_at=None, ended_at=None),
                name="network_requests_to",
            ),
            models.Index(
                fields=["asked_by", "-asked_at", "-id"],
                condition=Q(connected_at=None, withdrawn_at=None, lapsed_at=None, ended_at=None),
                name="network_requests_by",
            ),
            models.Index(
                fields=["lapses_at"],
                condition=Q(connected_at=None, withdrawn_at=None, lapsed_at=None, ended_at=None),
                name="network_requests_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low_id} and {self.high_id}"

    def other_of(self, member_id: int) -> int:
        return self.high_id if member_id == self.low_id else self.low_id

    def is_open(self, now: datetime) -> bool:
        """Whether the request stands, as who asked is to see it."""
        ended = (self.connected_at, self.withdrawn_at, self.lapsed_at, self.ended_at)
        return not any(ended) and now < self.lapses_at

    def ask(self, by: int, to: int, reason: str, met: str, met_words: str, now: datetime) -> None:
        self.asked_by_id, self.asked_id = by, to
        self.reason, self.met, self.met_words = reason, met, met_words
        self.asked_at, self.lapses_at = now, now + STANDS_FOR
        self.declined_at = self.withdrawn_at = self.lapsed_at = self.ended_at = self.ended_by = None

    def connect(self, now: datetime) -> None:
        self.connected_at, self.declined_at = now, None

    def decline(self, now: datetime) -> None:
        self.declined_at = now

    def withdraw(self, now: datetime) -> None:
        self.withdrawn_at = now

    def lapse(self, now: datetime) -> None:
        self.lapsed_at = now

    def end(self, by: int, now: datetime) -> None:
        self.connected_at, self.ended_at, self.ended_by_id = None, now, by


class PutOff(models.Model):
    """A suggestion to which a member said: not now."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "other"], name="network_put_off_once")]

    def __str__(self) -> str:
        return f"{self.other_id} put off by {self.member_id}"
