from django.db import models

from ground.tables.append_only import AppendOnly
from network.members.models import Member


class ConsentQuerySet(models.QuerySet["Consent"]):
    def of(self, member_id: int) -> "ConsentQuerySet":
        return self.filter(member_id=member_id)


class Consent(models.Model):
    """One choice: of a kind, about a thing (a name of its feature), in the version of the words that were read.

    `version` is the beginning of their SHA-256, where there are such words.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=100, blank=True)
    choice = models.CharField(max_length=20)
    is_given = models.BooleanField()
    version = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [AppendOnly(name="network_consent_append_only")]
        indexes = [models.Index(fields=["member", "-id"], name="network_consent_newest")]

    def __str__(self) -> str:
        return f"{self.choice} {self.kind} {self.about} of {self.member_id}"
