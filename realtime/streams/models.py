"""What a stream is: the ordered history of one living thing, each event chained to the one before by hash."""

import secrets
from typing import Any, Final

from django.db import models

from realtime.streams import facts

GENESIS: Final = "0" * 64
"""The hash that a stream's first event is chained to."""


def new_epoch() -> str:
    return secrets.token_hex(6)


def new_salt() -> str:
    return secrets.token_hex(16)


class Stream(models.Model):
    kind = models.CharField(max_length=40)
    last_seq = models.PositiveBigIntegerField(default=0)
    epoch = models.CharField(max_length=12, default=new_epoch)
    last_hash = models.CharField(max_length=64, default=GENESIS)

    @property
    def name(self) -> str:
        """What clients call it: `thread:17`."""
        return f"{self.kind}:{self.pk}"

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """One fact in a stream. `digest` is salted, so erasing payload and salt keeps the chain whole (G11)."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveBigIntegerField()
    fact = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    payload = models.JSONField(default=dict)
    actor = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    salt = models.CharField(max_length=32, default=new_salt)
    digest = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="realtime_event_once")]
        indexes = [models.Index(fields=["actor", "-at"], name="realtime_event_actor")]

    def __str__(self) -> str:
        return f"{self.stream_id}#{self.seq} {self.fact}"

    @property
    def told(self) -> Any:
        """The fact itself, decoded from whatever version was stored; a `facts.Unknown` where that cannot be read."""
        return facts.fact_from(self.fact, self.payload, self.version)

    @property
    def is_known(self) -> bool:
        """Whether it can be read here."""
        return not isinstance(self.told, facts.Unknown)


class Living(models.Model):
    """Anything that has a life: it owns one stream, which is its channel, timeline and audit trail at once."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True
