import hashlib

from django.db import models

from network.members.models import Member


class CalendarFeed(models.Model):
    """A member's secret address. The secret itself is kept nowhere: only its hash."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"calendar feed of {self.member_id}"


def hash_of(secret: str) -> str:
    """SHA-256: the secret has 256 random bits, so it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
