from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.members.models import Member
from realtime.streams import Living

KEPT_FOR = timedelta(days=7)
WAITS_FOR = timedelta(days=14)
"""From asking to close an account until it is erased."""
FORMAT = 1
"""Of what stands in an export: raised when a reader of an older one would misread it."""


class ExportQuerySet(models.QuerySet["Export"]):
    def of(self, member: Member) -> "ExportQuerySet":
        return self.filter(member_id=member.pk)

    def being_made(self) -> "ExportQuerySet":
        return self.filter(made_at=None, failed_at=None)

    def there(self, now: datetime) -> "ExportQuerySet":
        """Made, and not yet deleted: what its owner can fetch."""
        return self.filter(expires_at__gt=now, gone_at=None)


class Export(Living):
    """All that is a member's, asked for by them: being made, made, failed, and gone after its week."""

    class Why(models.TextChoices):
        LARGE = "large"
        BROKEN = "broken"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], name="network_export_one_at_once", condition=Q(made_at=None, failed_at=None)
            ),
            models.CheckConstraint(
                condition=Q(made_at=None) | Q(expires_at__isnull=False, failed_at=None), name="network_export_made"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-id"], name="network_export_newest"),
            models.Index(
                fields=["expires_at"],
                name="network_export_due",
                condition=Q(expires_at__isnull=False, gone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.pk} of {self.member_id}"

    @property
    def state(self) -> str:
        """`waits` until it is made, `made`, `gone` or `failed`."""
        if self.failed_at:
            return "failed"
        if self.gone_at:
            return "gone"
        return "made" if self.made_at else "waits"

    def be_made(self, now: datetime) -> None:
        self.made_at, self.expires_at = now, now + KEPT_FOR

    def fail(self, why: str, now: datetime) -> None:
        self.failed_at, self.why = now, why


class ExportPart(models.Model):
    """One archive of an export; `size` in bytes."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="exports")
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="network_export_part_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"part {self.number} of {self.export_id}"

    @property
    def download_name(self) -> str:
        return f"kontor-{self.export_id}-{self.number}.zip"


class ClosingQuerySet(models.QuerySet["Closing"]):
    def standing(self) -> "ClosingQuerySet":
        """Asked for, and neither taken back nor done."""
        return self.filter(taken_back_at=None, erased_at=None)

    def of(self, member_id: int) -> "ClosingQuerySet":
        return self.filter(member_id=member_id)


class Closing(models.Model):
    """That a member closes their account, from the day on which they asked until it is done or taken back.

    `by` is the member, or one of the staff with a `reason`. `held_at` says that something stood in the way when it was
    due, which the member was told.
    """

    class Posts(models.TextChoices):
        STAY = "stay", _("They stay, under “A former member”")
        GO = "go", _("Their words are erased: a mark keeps each place")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    posts = models.CharField(_("what you wrote in public"), max_length=4, choices=Posts.choices, default=Posts.STAY)
    reason = models.TextField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                name="network_closing_one_at_once",
                condition=Q(taken_back_at=None, erased_at=None),
            ),
            models.CheckConstraint(condition=Q(taken_back_at=None) | Q(erased_at=None), name="network_closing_one_end"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="network_closing_due", condition=Q(taken_back_at=None, erased_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"closing {self.pk} of {self.member_id}"
