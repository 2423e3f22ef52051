from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from events.booths.models.booths import Booth
from network.members.models import Member
from network.members.registry import loading

# Every zone in use is a whole number of quarters of an hour from UTC, so cells of any two shows meet.
CELL = timedelta(minutes=15)


class DutyQuerySet(models.QuerySet["Duty"]):
    def standing(self) -> "DutyQuerySet":
        return self.filter(cancelled_at=None)

    def at(self, now: datetime) -> "DutyQuerySet":
        return self.standing().filter(starts_at__lte=now, ends_at__gt=now)

    def for_list(self) -> "DutyQuerySet":
        return self.select_related("member").prefetch_related(*loading("member")).order_by("starts_at", "pk")


class Duty(models.Model):
    """A member's hours at a booth, `starts_at` to before `ends_at`."""

    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="duties")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="events_duty_order")]
        indexes = [
            models.Index(fields=["booth", "starts_at", "id"], name="events_duty_plan"),
            models.Index(fields=["member", "starts_at", "id"], name="events_duty_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.booth_id} from {self.starts_at}"

    def cells(self) -> Iterator["DutyCell"]:
        at = self.starts_at
        while at < self.ends_at:
            yield DutyCell(duty=self, member=self.member, starts_at=at)
            at += CELL


class DutyCell(models.Model):
    """A quarter of an hour of a member: one row, so nobody is on duty twice at once (guarantee G5)."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="held")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "starts_at"], name="events_duty_once")]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.starts_at}"
