from django.db import models
from django.db.models import Q

from realtime.jobs.outside.kinds import Priority
from realtime.streams import Event

WAITS = Q(done_at=None, dead_at=None)


class OutsideJob(models.Model):
    """`token` rises with each claim and is never set back: what came of a claim is written only under its own."""

    kind = models.CharField(max_length=160)
    key = models.CharField(max_length=160)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, related_name="+")
    payload = models.JSONField(default=dict, db_default={})
    priority = models.PositiveSmallIntegerField(default=int(Priority.NORMAL))
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    token = models.PositiveIntegerField(default=0, db_default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="realtime_outside_once")]
        indexes = [
            models.Index(fields=["priority", "due_at", "id"], name="realtime_outside_due", condition=WAITS),
            models.Index(fields=["-id"], name="realtime_outside_dead", condition=Q(dead_at__isnull=False)),
            models.Index(fields=["done_at"], name="realtime_outside_done", condition=Q(done_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
