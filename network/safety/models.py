from typing import Any

from django.db import models
from django.db.models import F, Q

from network.members.models import Member


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


class SignedIn(models.Model):
    """A browser in which a member is signed in: what *Where you are signed in* shows, and can end.

    `seen_at` is written every few minutes at most, not at each request.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    network = models.CharField(max_length=45, blank=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "-seen_at", "-id"], name="network_signed_in_newest")]

    def __str__(self) -> str:
        return f"{self.member} with {self.device}"


class SecurityEvent(models.Model):
    """What happened at a member's door. Added, never changed; taken away after ninety days, with where it came from."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    device = models.CharField(max_length=60, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    network = models.CharField(max_length=45, blank=True)
    detail = models.CharField(max_length=254, blank=True)
    mark = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["member", "-id"], name="network_security_newest"),
            models.Index(fields=["at"], name="network_security_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.member}"

    def save(self, *args: Any, **more: Any) -> None:
        if not self._state.adding:
            raise ValueError("what happened is not changed")
        super().save(*args, **more)
