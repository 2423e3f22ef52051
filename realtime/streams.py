"""Streams: the ordered history of one living thing, each event chained to the one before by hash.

A stream's events are 1, 2, 3… without gaps in commit order (guarantee G1): `publish` takes the stream's row lock
by raising `last_seq`, inside the transaction of the action that calls it.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import models, transaction

from realtime import facts, outbox
from realtime.hints import hint

GENESIS = "0" * 64


def _new_epoch() -> str:
    return secrets.token_hex(6)


def _new_salt() -> str:
    return secrets.token_hex(16)


class Stream(models.Model):
    kind = models.CharField(max_length=40)
    last_seq = models.PositiveBigIntegerField(default=0)
    epoch = models.CharField(max_length=12, default=_new_epoch)
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
    salt = models.CharField(max_length=32, default=_new_salt)
    digest = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="realtime_event_once")]
        indexes = [models.Index(fields=["actor", "-at"], name="realtime_event_actor")]

    def __str__(self) -> str:
        return f"{self.stream_id}#{self.seq} {self.fact}"

    @property
    def told(self) -> Any:
        """The fact itself, decoded. Raises facts.UnknownFact."""
        return facts.fact_from(self.fact, self.payload)


class Living(models.Model):
    """Anything that has a life: it owns one stream, which is its channel, timeline and audit trail at once."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


_NEXT: Final = "UPDATE realtime_stream SET last_seq = last_seq + 1 WHERE id = %s RETURNING last_seq, last_hash"


def open_stream(kind: str) -> Stream:
    return Stream.objects.create(kind=kind)


def publish(happened: Any, *, to: Stream | Sequence[Stream], by: int | None, at: datetime) -> list[Event]:
    """Write a fact to one or more streams, last thing inside the action's transaction.

    `by` is a member's id, or None for the clock. Streams are locked in id order. Raises
    TransactionManagementError outside a transaction.
    """
    streams = [to] if isinstance(to, Stream) else list(to)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("publish() belongs inside the action's transaction")
    unique = {stream.pk: stream for stream in streams}
    return [_append(unique[key], happened, by, at) for key in sorted(unique)]


def _append(stream: Stream, happened: Any, by: int | None, at: datetime) -> Event:
    stream.last_seq, stream.last_hash = _next_number(stream.pk)
    event = Event(
        stream=stream,
        seq=stream.last_seq,
        fact=facts.name_of(type(happened)),
        version=facts.version_of(type(happened)),
        payload=facts.payload_of(happened),
        actor=by,
        at=at,
    )
    event.digest = digest_of(event)
    event.hash = hash_of(event, stream.last_hash)
    event.save(force_insert=True)
    stream.last_hash = event.hash
    Stream.objects.filter(pk=stream.pk).update(last_hash=event.hash)
    outbox.enqueue(event)
    hint(stream.pk, stream.kind, event.seq)
    return event


def _next_number(stream_id: int) -> tuple[int, str]:
    """Take the stream's next number, which locks it until the end of the transaction. Also the hash to chain to.

    One statement, which the ORM has no words for: UPDATE … RETURNING.
    """
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(_NEXT, [stream_id])
        seq, previous = cursor.fetchone()
    return int(seq), str(previous)


def digest_of(event: Event) -> str:
    """SHA-256 over salt and canonical JSON of what an erasure may remove: payload and actor."""
    content = json.dumps([event.payload, event.actor], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{event.salt}\n{content}".encode()).hexdigest()


def hash_of(event: Event, previous: str) -> str:
    """SHA-256 chaining the event to the one before it."""
    at = event.at.timestamp()
    line = f"{previous}\n{event.stream_id}\n{event.seq}\n{event.fact}\n{event.version}\n{at:.6f}\n{event.digest}"
    return hashlib.sha256(line.encode()).hexdigest()


def events_after(stream_id: int, after: int, limit: int = 500) -> list[Event]:
    """Events with a number above `after`, oldest first."""
    return list(Event.objects.filter(stream_id=stream_id, seq__gt=after).order_by("seq")[:limit])


def heads(stream_ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Stream id → (last number, epoch), in one query."""
    rows = Stream.objects.filter(pk__in=list(stream_ids)).values_list("pk", "last_seq", "epoch")
    return {pk: (seq, epoch) for pk, seq, epoch in rows}


def timeline(stream: Stream, limit: int = 200) -> list[Event]:
    """The newest events, newest first, for a page's timeline."""
    return list(Event.objects.filter(stream=stream).order_by("-seq")[:limit])


def broken_links(stream: Stream) -> list[int]:
    """Numbers of events that were changed, lost or put in another place since they were written."""
    wrong, previous, expected = [], GENESIS, 1
    for event in Event.objects.filter(stream=stream).order_by("seq").iterator():
        erased = event.salt == ""
        sound = event.seq == expected and event.hash == hash_of(event, previous)
        if not sound or (not erased and event.digest != digest_of(event)):
            wrong.append(event.seq)
        previous, expected = event.hash, event.seq + 1
    if previous != stream.last_hash or expected != stream.last_seq + 1:
        wrong.append(stream.last_seq)
    return wrong
