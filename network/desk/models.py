from django.db import models


class WorkItem(models.Model):
    """One thing that waits for one group.

    `subject` is the key of the thing that it is about, in its source's own table; `target` that of the page where it is
    done. It waits from `since` on, and no more from `until_at` on. `due_at` is its deadline, where it has one;
    `rank_at` orders a desk: the deadline, or when whatever has none has waited for too long. `says` fills the words of
    its kind: numbers and strings as they are, what has a name as [kind of name, key].
    """

    kind = models.CharField(max_length=60)
    subject = models.PositiveBigIntegerField()
    group_kind = models.CharField(max_length=40)
    group_key = models.PositiveBigIntegerField()
    target = models.PositiveBigIntegerField()
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)
    rank_at = models.DateTimeField()
    says = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "group_kind", "group_key"], name="network_work_once"),
        ]
        indexes = [
            models.Index(fields=["group_kind", "group_key", "rank_at", "id"], name="network_work_desk"),
            models.Index(fields=["until_at"], name="network_work_lapsed", condition=models.Q(until_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} for {self.group_kind} {self.group_key}"


class WorkExclusion(models.Model):
    """Whoever is in this group does not find the item on their desk."""

    item = models.ForeignKey(WorkItem, on_delete=models.CASCADE, related_name="exclusions")
    group_kind = models.CharField(max_length=40)
    group_key = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "group_kind", "group_key"], name="network_exclusion_once"),
        ]

    def __str__(self) -> str:
        return f"not for {self.group_kind} {self.group_key}"


class ComparedSource(models.Model):
    """A source all of whose items were last compared with a truth of this signature (`WorkSource.signature`)."""

    name = models.CharField(max_length=60, unique=True)
    signature = models.CharField(max_length=64)
    compared_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
