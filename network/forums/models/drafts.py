from typing import Final

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ground.words import markdown
from network.forums.models.boards import Board, seen_by
from network.forums.models.posts import Post
from network.forums.models.threads import Thread
from network.members.models import Member, Viewer

MOST: Final = 100
"""So many drafts has a member at most; what is typed beyond them is kept in the browser alone."""


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, viewer: Viewer) -> "DraftQuerySet":
        """One's own, of what one may still read. A message that is gone has no draft of a change any more."""
        if not viewer.is_authenticated:
            return self.none()
        stands = Q(post=None) | Q(post__deleted_at=None, post__hidden_at=None)
        return self.filter(seen_by(viewer, "board"), stands, member=viewer.pk, thread__removed_at=None)

    def of_place(self, member: Member, board: Board, thread: Thread | None, post: Post | None) -> "DraftQuerySet":
        return self.filter(member=member, board=board, thread=thread, post=post)

    def for_list(self) -> "DraftQuerySet":
        return self.select_related("board", "thread", "post").order_by("-changed_at", "-pk")


class Draft(models.Model):
    """What a member has typed and not sent: a reply in a thread, a change of a post of theirs, or a new thread.

    `version` grows each time that it is kept, from a number that no draft had before, so that two devices do not write
    over each other; `key` is that of the form it was typed in, and `of_version` the version of the post that is
    changed.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=Thread.TITLE_LENGTH, blank=True)
    body = models.TextField(max_length=markdown.LONGEST, blank=True)
    quoted = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+", db_index=False)
    of_version = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField()
    key = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "board"], condition=Q(thread=None), name="network_draft_start"),
            models.UniqueConstraint(
                fields=["member", "thread"], condition=Q(thread__isnull=False, post=None), name="network_draft_reply"
            ),
            models.UniqueConstraint(
                fields=["member", "post"], condition=Q(post__isnull=False), name="network_draft_edit"
            ),
            models.CheckConstraint(
                condition=Q(post=None, of_version=None)
                | Q(post__isnull=False, thread__isnull=False, of_version__isnull=False),
                name="network_draft_of_one_place",
            ),
        ]
        indexes = [models.Index(fields=["member", "-changed_at", "-id"], name="network_draft_newest")]

    def __str__(self) -> str:
        return f"draft {self.pk} of {self.member_id}"

    @property
    def place(self) -> str:
        """Where it is opened again."""
        if self.post_id:
            return reverse("network:post-edit", args=[self.post_id])
        if self.thread:
            return f"{self.thread.get_absolute_url()}?from={self.thread.last_number}#reply"
        return reverse("network:start", args=[self.board.slug])

    @property
    def what(self) -> str:
        """`reply`, `edit` or `start`."""
        return "edit" if self.post_id else "reply" if self.thread_id else "start"

    @property
    def subject(self) -> str:
        return self.thread.title if self.thread else self.title
