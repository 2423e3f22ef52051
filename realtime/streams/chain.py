"""The chain: each event's hash covers the one before it, so that what was changed, lost or moved is found (G11)."""

import hashlib
import json

from realtime.streams.models import GENESIS, Event, Stream


def digest_of(event: Event) -> str:
    """SHA-256 over salt and canonical JSON of what an erasure may remove: payload and actor."""
    content = json.dumps([event.payload, event.actor], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{event.salt}\n{content}".encode()).hexdigest()


def hash_of(event: Event, previous: str) -> str:
    """SHA-256 chaining the event to the one before it."""
    at = event.at.timestamp()
    line = f"{previous}\n{event.stream_id}\n{event.seq}\n{event.fact}\n{event.version}\n{at:.6f}\n{event.digest}"
    return hashlib.sha256(line.encode()).hexdigest()


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
