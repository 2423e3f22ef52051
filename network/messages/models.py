from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from modelsearch import index

from ground.words import searching
from ground.words.oneline import LineField
from network.members.models import Member, Viewer
from realtime.streams import Living


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, member: Viewer) -> "ConversationQuerySet":
        """A conversation is its participants' alone."""
        return self.filter(participants__member_id=member.pk or 0, participants__left_at=None)

    def for_list(self) -> "ConversationQuerySet":
        return self.select_related("stream").prefetch_related("participants__member").order_by("-last_at", "-id")


class Conversation(Living):
    """A few people talking in private. `path` leads back to what it came of: an introduction, a landing."""

    title = LineField(max_length=200)
    path = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-last_at", "-id"], name="network_conversation_last")]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    # How far in the conversation's stream the member has read.
    seen_seq = models.PositiveBigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "member"], name="network_participant_once")]
        indexes = [models.Index(fields=["member", "conversation"], name="network_participant_of")]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.member} in {self.conversation}"


class Line(index.Indexed, models.Model):
    """What one person said. A deleted line leaves its place, empty."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="lines")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(max_length=4000)
    at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    # Indexed by a reaction. Its words are learnt by nobody: they are private.
    search_auto_update = False
    search_fields: ClassVar[list[index.BaseField]] = [index.AutocompleteField("index_words")]
    learnt_words = ""

    class Meta:
        indexes = [models.Index(fields=["conversation", "-id"], name="network_line_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(deleted_at=None) | Q(body=""), name="network_line_deleted_is_empty")
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"

    @property
    def index_words(self) -> str:
        return searching.for_index([self.body])

    def erase(self, now: datetime) -> None:
        self.body, self.deleted_at = "", now
