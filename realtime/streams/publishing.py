"""Publishing: a fact is written to a stream as its next event, last thing inside the action's transaction.

A stream's events are 1, 2, 3… without gaps in commit order (guarantee G1): `publish` takes the stream's row lock
and raises `last_seq`, inside the transaction of the action that calls it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final, TypeVar

from django.db import IntegrityError, transaction

from ground.tables import rows, statements
from realtime.streams import facts
from realtime.streams.chain import digest_of, hash_of
from realtime.streams.hints import hint
from realtime.streams.models import Event, Living, Stream

_LOCK: Final = "SELECT id, last_seq, last_hash FROM realtime_stream WHERE id IN (%s) ORDER BY id"
_LEAVE: Final = "UPDATE realtime_stream SET last_seq = %s, last_hash = %s WHERE id = %s"
Alive = TypeVar("Alive", bound=Living)
Tip = tuple[int, str]
"""Where a stream's next event is chained to: the number of its last one, and that one's hash."""

EventKeys = Sequence[int | None]
"""Numbers for events that are about to be written, of `rows.Keys`."""

Follow = Callable[[Sequence[Event]], None]
_followers: list[Follow] = []
_readers: list[Follow] = []


def with_each_writing(follow: Follow) -> Follow:
    """Register what else is written, in the same transaction, for events that were just written: jobs for them."""
    _followers.append(follow)
    return follow


def after_each_writing(follow: Follow) -> Follow:
    """Register what reads what an action has written, and keeps something of it, in the same transaction."""
    _readers.append(follow)
    return follow


def open_stream(kind: str) -> Stream:
    return Stream.objects.create(kind=kind)


def living(model: type[Alive], kind: str, **whose: object) -> Alive:
    """The one of this model that is so, made with a stream of this kind when it is first needed; its stream beside it.

    `whose` must be unique in the table: of two who need it first at once, one makes it.
    """
    rows = model._default_manager.select_related("stream").filter(**whose)
    found = rows.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return model._default_manager.create(stream=open_stream(kind), **whose)
    except IntegrityError:
        return rows.get()


def publish(happened: Any, *, to: Stream | Sequence[Stream], by: int | None, at: datetime) -> list[Event]:
    """Write a fact to one or more streams, last thing inside the action's transaction.

    `by` is a member's id, or None for the clock. Streams are locked in id order. Raises
    TransactionManagementError outside a transaction.
    """
    streams = [to] if isinstance(to, Stream) else list(to)
    unique = {stream.pk: stream for stream in streams}
    return publish_all([(happened, unique[key]) for key in sorted(unique)], by=by, at=at)


def publish_all(
    told: Sequence[tuple[Any, Stream]], *, by: int | None, at: datetime, keys: EventKeys | None = None
) -> list[Event]:
    """The same for several facts, each with the stream that it is written to, in as many statements as one.

    In two round trips: what the events are chained to is locked and read, and all is written. An action that has read
    the streams with its own lock (`for update of …`) takes `keys` for the events there, and spares the first.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("publish() belongs inside the action's transaction")
    tips, keys = _tips(told, keys)
    events = []
    for (happened, stream), key in zip(told, keys, strict=True):
        event = _chained(key, happened, stream, tips[stream.pk], by, at)
        tips[stream.pk] = stream.last_seq, stream.last_hash = event.seq, event.hash
        events.append(event)
    with statements.trip():
        rows.insert(events)
        for pk, (seq, last_hash) in tips.items():
            rows.send(_LEAVE, seq, last_hash, pk)
        for follow in _followers:
            follow(events)
    for follow in _readers:
        follow(events)
    for event in events:
        hint(event.stream_id, event.stream.kind, event.seq)
    return events


def _chained(key: int | None, happened: Any, stream: Stream, tip: Tip, by: int | None, at: datetime) -> Event:
    event = Event(
        pk=key,
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


def _tips(told: Sequence[tuple[Any, Stream]], keys: EventKeys | None) -> tuple[dict[int, Tip], EventKeys]:
    """What the events are chained to; with keys the caller has it locked, and read since."""
    if keys is None:
        return _locked({stream.pk for _happened, stream in told}, len(told))
    return {stream.pk: (stream.last_seq, stream.last_hash) for _happened, stream in told}, keys


def _locked(stream_ids: set[int], events: int) -> tuple[dict[int, Tip], EventKeys]:
    """The tips of these streams, locked in id order until the end of the transaction; and keys for so many events."""
    statement = _LOCK % ", ".join(["%s"] * len(stream_ids))
    if transaction.get_connection().features.has_select_for_no_key_update:
        statement += " FOR NO KEY UPDATE"
    with statements.trip():
        locked, keys = statements.say(statement, sorted(stream_ids)), _keys(events).ask()
    return {pk: (seq, tip) for pk, seq, tip in locked.rows()}, keys()


@cache
def _keys(events: int) -> rows.Keys:
    return rows.Keys(*[Event] * events)
