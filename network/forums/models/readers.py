from django.db import models
from django.utils.translation import gettext_lazy as _

from network.forums.models.threads import Thread
from network.members.models import Member


class ReadMark(models.Model):
    """A member has read a thread up to the post of this number."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_marks", db_index=False)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "thread"], name="network_read_mark_once")]

    def __str__(self) -> str:
        return f"{self.member} read {self.thread} to {self.number}"


class ThreadFollow(models.Model):
    """How much a member wants to hear of a thread. Without a row: mentions."""

    class Level(models.TextChoices):
        WATCH = "watch", _("Every reply")
        MENTIONS = "mentions", _("Only when I am mentioned")
        MUTE = "mute", _("Nothing")

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="follows", db_index=False)
    level = models.CharField(max_length=8, choices=Level.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "thread"], name="network_thread_follow_once")]
        indexes = [models.Index(fields=["thread", "level"], name="network_thread_follow_level")]

    def __str__(self) -> str:
        return f"{self.member}: {self.level} {self.thread}"
