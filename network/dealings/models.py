from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from network.members.models import Member, Viewer
from network.organisations.models import Membership, Organisation


class DealingQuerySet(models.QuerySet["Dealing"]):
    def visible_to(self, member: Viewer) -> "DealingQuerySet":
        """Those who were there, and the people of the organisations whose dealing it was."""
        mine = Membership.objects.filter(member_id=member.pk or 0).values("organisation_id")
        party = Party.objects.filter(dealing=OuterRef("pk"))
        return self.filter(Exists(party.filter(Q(member_id=member.pk or 0) | Q(organisation__in=mine))))

    def for_list(self) -> "DealingQuerySet":
        return self.prefetch_related("parties__organisation", "parties__member").order_by("-happened_on", "-pk")


class Dealing(models.Model):
    """What was done. `subject` is the key of the thing in its area's own table, `closes_on` the day after the last."""

    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    happened_on = models.DateField()
    closes_on = models.DateField()

    objects = DealingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="network_dealing_once"),
            models.CheckConstraint(condition=Q(closes_on__gt=F("happened_on")), name="network_dealing_days"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} of {self.happened_on:%Y-%m-%d}"


class Party(models.Model):
    """One of the two. Where a member is named, they were there, for the organisation if there is one."""

    dealing = models.ForeignKey(Dealing, on_delete=models.CASCADE, related_name="parties")
    side = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["side"]
        constraints = [
            models.UniqueConstraint(fields=["dealing", "side"], name="network_dealing_party_once"),
            models.CheckConstraint(condition=Q(side__in=[1, 2]), name="network_dealing_two_parties"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(member__isnull=False), name="network_dealing_party_named"
            ),
        ]

    def __str__(self) -> str:
        return f"party {self.side} of dealing {self.dealing_id}"
