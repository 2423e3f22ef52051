from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ground.words.oneline import LineField
from network.forums.models.boards import Board, BoardMute, seen_by
from network.members.models import Member, Viewer
from network.members.registry import loading
from realtime.streams import Living


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, viewer: Viewer) -> "ThreadQuerySet":
        """Those of boards that the viewer reads, but for removed ones."""
        return self.filter(seen_by(viewer, "board"), removed_at=None)

    def heard_by(self, member_id: int) -> "ThreadQuerySet":
        """But for those of boards that the member mutes."""
        mutes = BoardMute.objects.filter(member=member_id, board=OuterRef("board"))
        return self.filter(~Exists(mutes))

    def unanswered(self) -> "ThreadQuerySet":
        """Questions that wait for an answer to be accepted."""
        return self.filter(kind=Thread.Kind.QUESTION, accepted_post=None)

    def for_list(self) -> "ThreadQuerySet":
        """With what a row shows, newest activity first."""
        loaded = self.select_related("author", "last_poster", "board").prefetch_related(*loading("author"))
        return loaded.newest_first()

    def newest_first(self) -> "ThreadQuerySet":
        """By the newest activity."""
        return self.order_by("-last_post_at", "-id")


class Thread(Living):
    """A discussion or a question: a title and posts numbered from 1.

    A foreign key has an index of its own only where it is looked up by: each one more makes writing slower.
    """

    class Kind(models.TextChoices):
        DISCUSSION = "discussion", _("Discussion")
        QUESTION = "question", _("Question")

    TITLE_LENGTH: ClassVar[int] = 160

    board = models.ForeignKey(Board, models.PROTECT, related_name="threads", db_index=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DISCUSSION)
    title = LineField(_("title"), max_length=TITLE_LENGTH)
    author = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    last_number = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField()
    last_poster = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    accepted_post = models.ForeignKey(
        "network.Post", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    pinned_at = models.DateTimeField(null=True, blank=True)
    pinned_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(F("last_post_at").desc(), F("id").desc(), name="network_thread_latest"),
            models.Index(F("board"), F("last_post_at").desc(), F("id").desc(), name="network_thread_newest"),
            models.Index(F("author"), F("last_post_at").desc(), F("id").desc(), name="network_thread_author"),
            models.Index(
                F("board"),
                F("last_post_at").desc(),
                F("id").desc(),
                name="network_thread_unanswered",
                condition=Q(kind="question", accepted_post=None, removed_at=None),
            ),
            models.Index(fields=["board", "pinned_at"], name="network_thread_pinned", condition=~Q(pinned_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("network:thread", args=[self.pk])

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION

    @property
    def reply_count(self) -> int:
        return max(self.last_number - 1, 0)

    def must_be_open(self) -> None:
        """Raises ValidationError when the thread is locked."""
        if self.locked_at:
            raise ValidationError(_("This thread is locked: it can be read but not answered."), code="locked")
