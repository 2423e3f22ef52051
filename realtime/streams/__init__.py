"""Streams: the ordered history of one living thing. A stream is its channel, its timeline and its audit trail at once.

Areas write facts to it with `publish`, last thing in an action, and read it with `timeline` and `events_after`.
"""

from realtime.streams.chain import broken_links, digest_of, hash_of
from realtime.streams.models import GENESIS, Event, Living, Stream
from realtime.streams.publishing import after_each_writing, living, open_stream, publish, publish_all, with_each_writing
from realtime.streams.reading import begin_new_epochs, events_after, heads, timeline

__all__ = [
    "GENESIS",
    "Event",
    "Living",
    "Stream",
    "after_each_writing",
    "begin_new_epochs",
    "broken_links",
    "digest_of",
    "events_after",
    "hash_of",
    "heads",
    "living",
    "open_stream",
    "publish",
    "publish_all",
    "timeline",
    "with_each_writing",
]
