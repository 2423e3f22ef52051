from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from ground.words.oneline import LineField
from network.members.models import Member

LEAST, MOST = 1, 5


class Reviewing(models.Model):
    """A reviewer's assignment, then what they say. A conflict of interest ends it."""

    reviewer = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="%(class)ss")
    assigned_at = models.DateTimeField()
    comment = models.TextField(max_length=4000, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    conflict_at = models.DateTimeField(null=True, blank=True)
    conflict_reason = LineField(max_length=400, blank=True)

    class Meta:
        abstract = True

    def step_back(self, reason: str, now: datetime) -> None:
        self.conflict_at, self.conflict_reason = now, reason.strip()[:400]

    def submit(self, comment: str, now: datetime) -> None:
        self.comment, self.submitted_at = comment.strip(), now


class Scoring(models.Model):
    """One to five for a line of the rubric, with the words that justify it."""

    points = models.PositiveSmallIntegerField(validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)])
    justification = models.TextField(max_length=2000)

    class Meta:
        abstract = True
