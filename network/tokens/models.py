import hashlib
from datetime import datetime
from typing import Final

from django.db import models

from ground.words.oneline import LineField
from network.members.models import Member

PREFIX: Final = "kontor_"
"""What each token begins with, so that one that was published by mistake can be found."""


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def of(self, member: Member) -> "AccessTokenQuerySet":
        return self.filter(member=member)

    def alive(self, now: datetime) -> "AccessTokenQuerySet":
        return self.filter(expires_at__gt=now)


class AccessToken(models.Model):
    """What a program shows to be its member. The secret itself is kept nowhere: only its hash."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    name = LineField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-id"], name="network_token_newest")]

    def __str__(self) -> str:
        return f"{self.name} of {self.member_id}"


def hash_of(secret: str) -> str:
    """SHA-256: the secret has 256 random bits, so it needs no slow hash."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
