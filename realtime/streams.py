"""Streams: the ordered history of one living thing, each event chained to the one before by hash.

A stream's events are 1, 2, 3… without gaps in commit order (guarantee G1): `publish` takes the stream's row lock
and raises `last_seq`, inside the transaction of the action that calls it.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import models, transaction

from realtime import facts, outbox, rows
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


_LOCK: Final = "SELECT id, last_seq, last_hash FROM realtime_stream WHERE id IN (%s) ORDER BY id"
_LEAVE: Final = "UPDATE realtime_stream SET last_seq = %s, last_hash = %s WHERE id = %s"
Tip = tuple[int, str]
"""Where a stream's next event is chained to: the number of its last one, and that one's hash."""


def open_stream(kind: str) -> Stream:
    return Stream.objects.create(kind=kind)


def publish(happened: Any, *, to: Stream | Sequence[Stream], by: int | None, at: datetime) -> list[Event]:
    """Write a fact to one or more streams, last thing inside the action's transaction.

    `by` is a member's id, or None for the clock. Streams are locked in id order. Raises
    TransactionManagementError outside a transaction.
    """
    streams = [to] if isinstance(to, Stream) else list(to)
    unique = {stream.pk: stream for stream in streams}
    return publish_all([(happened, unique[key]) for key in sorted(unique)], by=by, at=at)


def publish_all(told: Sequence[tuple[Any, Stream]], *, by: int | None, at: datetime) -> list[Event]:
    """The same for several facts, each with the stream that it is written to, in as many statements as one."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("publish() belongs inside the action's transaction")
    tips = _locked({stream.pk for _happened, stream in told})
    events = []
    for happened, stream in told:
        event = _chained(happened, stream, tips[stream.pk], by, at)
        tips[stream.pk] = stream.last_seq, stream.last_hash = event.seq, event.hash
        events.append(event)
    rows.insert(events)
    _leave(tips)
    outbox.enqueue(events)
    for event in events:
        hint(event.stream_id, event.stream.kind, event.seq)
    return events


def _chained(happened: Any, stream: Stream, tip: Tip, by: int | None, at: datetime) -> Event:
    event = Event(
        stream=stream,
        seq=tip[0] + 1,
        fact=facts.name_of(type(happened)),
        version=facts.version_of(type(happened)),
        payload=facts.payload_of(happened),
        actor=by,
        at=at,
    )
    event.digest = digest_of(event)
    event.hash = hash_of(event, tip[1])
    return event


def _locked(stream_ids: set[int]) -> dict[int, Tip]:
    """The tips of these streams, locked in id order until the end of the transaction."""
    connection = transaction.get_connection()
    statement = _LOCK % ", ".join(["%s"] * len(stream_ids))
    if connection.features.has_select_for_no_key_update:
        statement += " FOR NO KEY UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(statement, sorted(stream_ids))
        return {pk: (seq, tip) for pk, seq, tip in cursor.fetchall()}


def _leave(tips: dict[int, Tip]) -> None:
    with transaction.get_connection().cursor() as cursor:
        cursor.executemany(_LEAVE, [[*tip, pk] for pk, tip in tips.items()])


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


def begin_new_epochs() -> int:
    """A backup was restored: numbers may now stand for other events than clients have (G3). How many streams there are.

    One epoch for all of them, made now, so that it is none that was ever told to anybody.
    """
    return Stream.objects.update(epoch=_new_epoch())


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
