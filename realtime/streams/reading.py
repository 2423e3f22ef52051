"""Reading streams: what follows a number, the newest, and how far each has come."""

from collections.abc import Iterable

from realtime.streams.models import Event, Stream, new_epoch


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
    return Stream.objects.update(epoch=new_epoch())


def timeline(stream: Stream, limit: int = 200) -> list[Event]:
    """The newest events, newest first, for a page's timeline."""
    return list(Event.objects.filter(stream=stream).order_by("-seq")[:limit])
