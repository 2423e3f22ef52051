from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from ground.words import searching
from ground.words.oneline import LineField
from network.members.models import Member, Viewer
from network.members.registry import loading
from realtime.streams import Living

LONGEST = 4000  # characters of a message, in any kind of conversation


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def of(self, member: Viewer) -> "ConversationQuerySet":
        """Those in which the member takes part; a private conversation is its participants' alone."""
        return self.filter(participants__member_id=member.pk or 0, participants__left_at=None)

    def for_list(self) -> "ConversationQuerySet":
        people = ("participants__member", *loading("participants__member"))
        return self.select_related("stream").prefetch_related(*people).order_by("-last_at", "-id")


class Conversation(Living):
    """`kind` names what its users registered of it; `path` leads to where it is held or what it came of.

    The title is empty where the place has a name of its own.
    """

    kind = models.CharField(max_length=40)
    title = LineField(max_length=200, blank=True)
    path = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-last_at", "-id"], name="network_conversation_last")]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.pk}"


class Letterbox(Living):
    """The stream of what moves in a member's private conversations, theirs alone, and whose words come in at once.

    It is made when it is first needed: whoever has none takes first messages to accept.
    """

    class Takes(models.TextChoices):
        FIRST = "first", _("My connections; others write one message first")
        ANYONE = "anyone", _("Anyone")
        CONNECTIONS = "connections", _("My connections only")

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    takes = models.CharField(max_length=12, choices=Takes.choices, default=Takes.FIRST, db_default=Takes.FIRST)

    def __str__(self) -> str:
        return f"letterbox of {self.member_id}"


class Happening(models.TextChoices):
    """What a quiet line of a talk tells, between what was said."""

    STARTED = "started", _("%(who)s started this group")
    NAMED = "named", _("%(who)s called the group “%(what)s”")
    BROUGHT = "brought", _("%(who)s brought %(whom)s")
    LEFT = "left", _("%(who)s left")
    REMOVED = "removed", _("%(who)s removed %(whom)s")
    OWNS = "owns", _("%(whom)s owns the group now")


class Participant(models.Model):
    """Since `left_at` they take no part: any more; or, who was written to for the first time, yet."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    owner_since = models.DateTimeField(null=True)
    # How far in the conversation's stream the member has read.
    seen_seq = models.PositiveBigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "member"], name="network_participant_once")]
        indexes = [models.Index(fields=["member", "conversation"], name="network_participant_of")]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.member} in {self.conversation}"


class MessageQuerySet(models.QuerySet["Message"]):
    def said_in(self, stream_id: int) -> "MessageQuerySet":
        """Those of the conversation that has this stream."""
        return self.filter(conversation__stream_id=stream_id)

    def standing(self) -> "MessageQuerySet":
        """What somebody said, and did not take back."""
        return self.filter(taken_back_at=None, happening="")

    def for_list(self) -> "MessageQuerySet":
        """Newest first, as they are paged; a page turns them round."""
        return self.select_related("author", "about").prefetch_related(*loading("author")).order_by("-pk")


class Message(index.Indexed, models.Model):
    """What one person said. One that is taken back leaves its place, empty.

    Or a quiet line: what happened (`happening`), by its author, about somebody; a name that was given is its body.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(max_length=LONGEST)
    at = models.DateTimeField()
    # Where it was said in the stream of a private conversation: it is unread by whose mark is before.
    seq = models.PositiveBigIntegerField(default=0, db_default=0)
    taken_back_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    happening = models.CharField(max_length=8, choices=Happening.choices, blank=True, default="", db_default="")
    about = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    objects = MessageQuerySet.as_manager()

    # Private ones are indexed by a reaction. Their words are learnt by nobody.
    search_auto_update = False
    search_fields: ClassVar[list[index.BaseField]] = [index.AutocompleteField("index_words")]
    learnt_words = ""

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "-id"], name="network_message_newest"),
            models.Index(fields=["conversation", "seq"], name="network_message_unread"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(body=""), name="network_message_taken_back_is_empty"
            )
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def happened(self) -> str:
        """The sentence of a quiet line, in the reader's language."""
        names = {"who": self.author.name, "whom": self.about.name if self.about else "", "what": self.body}
        return str(Happening(self.happening).label) % names

    @property
    def index_words(self) -> str:
        return searching.for_index([self.body])

    def take_back(self, now: datetime) -> None:
        """What was said is gone for good; that something was said stays."""
        self.body, self.taken_back_at = "", now

    def hide(self, by: Member, now: datetime) -> None:
        self.hidden_at, self.hidden_by = now, by

    def show_again(self) -> None:
        self.hidden_at, self.hidden_by = None, None
