from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.members import offices
from network.members.models import Member
from realtime.streams import Stream

LONGEST = 2000


class LineQuerySet(models.QuerySet["Line"]):
    def in_room(self, stream_id: int) -> "LineQuerySet":
        return self.filter(stream_id=stream_id)

    def for_list(self) -> "LineQuerySet":
        """Newest first, as they are paged; a page turns them round."""
        return self.select_related("author").prefetch_related(*offices.loading("author")).order_by("-pk")


class Line(models.Model):
    """One thing said in a room."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("what you say"), max_length=LONGEST)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")

    objects = LineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["stream", "-id"], name="events_line_newest")]

    def __str__(self) -> str:
        return f"line {self.pk}"

    def take_back(self, now: datetime) -> None:
        """What was said is gone for good; that something was said stays."""
        self.body = ""
        self.taken_back_at = now

    def hide(self, by: Member, now: datetime) -> None:
        self.hidden_at, self.hidden_by = now, by

    def show_again(self) -> None:
        self.hidden_at, self.hidden_by = None, None
