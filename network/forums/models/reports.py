from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.forums.models.boards import Board, Listing
from network.forums.models.posts import Post
from network.members.models import Member, Viewer
from network.members.registry import loading
from realtime.streams import Living


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, viewer: Viewer) -> "ReportQuerySet":
        """Those on boards that the viewer moderates."""
        if not viewer.is_authenticated:
            return self.none()
        moderated = Listing.objects.moderated_by(viewer.pk)
        return self.filter(board__in=moderated.values("board_id")).reachable()

    def reachable(self) -> "ReportQuerySet":
        """What is said in a thread that was removed is looked at by nobody."""
        return self.filter(post__thread__removed_at=None)

    def open(self) -> "ReportQuerySet":
        return self.filter(closed_at=None)

    def for_list(self) -> "ReportQuerySet":
        """Oldest first: the queue of a moderator."""
        people = ("member", "closed_by", "post__author")
        loaded = self.select_related(*people, "post__thread", "board")
        return loaded.prefetch_related(*loading("post__author")).order_by("reported_at", "id")


class Report(Living):
    """A member asks the moderators to look at a post."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Advertising or spam")
        RUDE = "rude", _("Rude or hurtful")
        PRIVATE = "private", _("Gives away private information")
        WRONG = "wrong", _("False or misleading")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", _("Post hidden")
        DISMISSED = "dismissed", _("Nothing wrong")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    reason = models.CharField(_("what is wrong"), max_length=8, choices=Reason.choices)
    words = models.CharField(_("in your words"), max_length=500, blank=True)
    reported_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="network_report_once")]
        indexes = [
            models.Index(
                fields=["board", "reported_at", "id"], name="network_report_queue", condition=Q(closed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.post}"

    def must_be_open(self) -> None:
        """Raises ValidationError when another moderator was quicker."""
        if self.closed_at:
            raise ValidationError(_("This report is already dealt with."), code="closed")

    def close(self, outcome: str, *, by: Member, now: datetime) -> None:
        self.must_be_open()
        self.outcome, self.closed_at, self.closed_by = outcome, now, by
