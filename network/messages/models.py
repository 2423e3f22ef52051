from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from network.connections.models import RESTS_FOR as CONNECTIONS_REST_FOR
from network.conversations.models import Conversation, Message
from network.members.models import Member, Viewer
from network.members.registry import loading

RESTS_FOR: timedelta = CONNECTIONS_REST_FOR
"""From a first message that was not accepted until the same member may write to the same person again."""
LONGEST_FIRST = 1000
"""Characters of a first message."""
MOST_IN_GROUP = 50
"""People, whoever started it among them."""


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def between(self, one_id: int, other_id: int) -> "ExchangeQuerySet":
        low, high = sorted((one_id, other_id))
        return self.filter(low_id=low, high_id=high)

    def unaccepted(self) -> "ExchangeQuerySet":
        """Whose first message stands, for who wrote it: one that was declined among them."""
        return self.filter(accepted_at=None)

    def waiting(self) -> "ExchangeQuerySet":
        """Whose first message waits for its reader: what was taken back waits no more."""
        return self.unaccepted().filter(declined_at=None, first__taken_back_at=None)

    def read_by(self, viewer: Viewer) -> "ExchangeQuerySet":
        """Whose first message this member was written, whatever came of it."""
        mine = Q(low=viewer.pk or 0) | Q(high=viewer.pk or 0)
        return self.filter(mine).exclude(begun_by=viewer.pk or 0)

    def to(self, viewer: Viewer) -> "ExchangeQuerySet":
        """Those that wait for this member, of who is still here."""
        return self.waiting().read_by(viewer).filter(begun_by__is_active=True)

    def for_list(self) -> "ExchangeQuerySet":
        rows = self.select_related("begun_by", "first").prefetch_related(*loading("begun_by"))
        return rows.order_by("-pk")


class Exchange(models.Model):
    """Two members, `low` and `high` by their keys, so that no pair has two; `begun_by` has written first."""

    low = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    high = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="exchange")
    begun_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    first = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="network_exchange_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="network_exchange_in_order"),
            models.CheckConstraint(
                condition=Q(begun_by=F("low")) | Q(begun_by=F("high")), name="network_exchange_of_two"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="network_exchange_one_state"
            ),
        ]
        indexes = [
            models.Index(fields=["low", "-id"], condition=Q(accepted_at=None), name="network_first_low"),
            models.Index(fields=["high", "-id"], condition=Q(accepted_at=None), name="network_first_high"),
            models.Index(fields=["begun_by", "-id"], condition=Q(accepted_at=None), name="network_first_by"),
        ]

    def __str__(self) -> str:
        return f"{self.low_id} and {self.high_id}"

    @property
    def reader_id(self) -> int:
        """Whom the first message was written to."""
        return self.high_id if self.begun_by_id == self.low_id else self.low_id

    def begin(self, first: Message, now: datetime) -> None:
        """With a first message that waits."""
        self.begun_by_id, self.first, self.begun_at = first.author_id, first, now
        self.accepted_at = self.declined_at = None

    def accept(self, now: datetime) -> None:
        self.accepted_at, self.declined_at = now, None

    def decline(self, now: datetime) -> None:
        self.declined_at = now
