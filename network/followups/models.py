"""What a service's follow-ups and their links have in common; each service has its own tables, with keys of its own."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from ground.web import personal_links
from realtime.streams import Living

LINK_LASTS = timedelta(days=7)
# Whoever asks for a fresh link gets one; asked again within the hour, it is the one that is on its way.
BETWEEN_ASKS = timedelta(hours=1)
BETWEEN_SENDS = timedelta(days=7)
SENDS = 4
Asked = TypeVar("Asked", bound="FollowUp")


class FollowUpQuerySet(models.QuerySet[Asked]):
    def waiting(self) -> Self:
        """Neither answered nor declined."""
        return self.filter(answered_at=None, declined_at=None)


class FollowUp(Living):
    """What came of something given, asked `wave` months after. Unique for each thing and wave in its own table.

    We remind of it four times (`sends`); however late it is, whoever asks gets a fresh link, and may answer. The links
    of a service have it by a foreign key whose reverse is `links`.
    """

    wave = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    raised_at = models.DateTimeField()
    sends = models.PositiveSmallIntegerField(default=0)
    next_send_at = models.DateTimeField(null=True)
    draft = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    links: Any

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(sends__lte=SENDS), name="%(app_label)s_%(class)s_sends"),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="%(app_label)s_%(class)s_due"),
            models.Index(
                fields=["next_send_at", "id"],
                name="%(app_label)s_%(class)s_send",
                condition=Q(answered_at=None, declined_at=None, next_send_at__isnull=False),
            ),
        ]

    @property
    def given(self) -> Living:
        """What it asks about."""
        raise NotImplementedError

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    def count_send(self, now: datetime) -> None:
        self.sends += 1
        self.next_send_at = now + BETWEEN_SENDS if self.sends < SENDS else None

    def put_off_reminder(self, now: datetime) -> None:
        """A link was asked for: the next that nobody asks for comes a week after it."""
        if self.next_send_at is not None:
            self.next_send_at = max(self.next_send_at, now + BETWEEN_SENDS)

    def save_draft(self, draft: dict[str, Any], now: datetime) -> None:
        self.draft, self.saved_at = draft, now

    def answer(self, now: datetime) -> None:
        self.answered_at, self.declined_at, self.next_send_at = now, None, None

    def decline(self, now: datetime) -> None:
        self.declined_at, self.next_send_at = now, None


class Link(models.Model):
    """One mailing: the secret's digest, and until when it opens. `purpose` keeps services' secrets apart."""

    purpose: ClassVar[str]

    number = models.PositiveSmallIntegerField()
    nonce = models.CharField(max_length=16, default=personal_links.new_nonce)
    digest = models.CharField(max_length=64, unique=True, null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        """The secret of the address; the database holds its digest only."""
        return personal_links.token_for(self.purpose, self.pk, self.nonce)

    def opens_at(self, now: datetime) -> bool:
        return now < self.expires_at
