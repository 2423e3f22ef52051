from django.db import models
from django.db.models import F, Q


class Tries(models.Model):
    """What somebody at one place on the network tried with one address. Its count goes down by itself.

    It is written alike whether the address is a member's or nobody's, which would else be told by the time it takes.
    """

    kind = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    caller = models.CharField(max_length=45)
    device = models.CharField(max_length=60, blank=True)
    count = models.FloatField(default=0)
    failures = models.PositiveIntegerField(default=0)
    noted = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "address", "caller"], name="network_tries_once")]
        indexes = [
            models.Index(fields=["last_at"], name="network_tries_last"),
            models.Index(fields=["id"], name="network_tries_to_tell", condition=Q(failures__gt=F("noted"))),
        ]

    def __str__(self) -> str:
        return f"{self.count} of {self.kind} from {self.caller}"
