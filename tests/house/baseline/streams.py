"""Streams of the baseline, and the moments at which all happened."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

AT = datetime(2026, 11, 3, 9, 30, 15, 123456, tzinfo=UTC)
LATER = AT + timedelta(days=40)
HASH = "5" * 64


class Streams:
    def __init__(self, make):
        self.make = make

    def __call__(self, kind):
        return self.make("realtime.Stream", kind=kind, epoch="a1b2c3d4e5f6")

    def with_event(self, kind, fact, payload, actor):
        """A stream with one event, chained as each is for ever (G11)."""
        salt, words = "5a17" * 8, f'[{{"post":{payload["post"]}}},{actor}]'
        digest = sha256(f"{salt}\n{words}".encode()).hexdigest()
        stream = self(kind)
        line = f"{'0' * 64}\n{stream.pk}\n1\n{fact}\n1\n{AT.timestamp():.6f}\n{digest}"
        stream.last_seq, stream.last_hash = 1, sha256(line.encode()).hexdigest()
        stream.save()
        chained = {"digest": digest, "hash": stream.last_hash, "salt": salt}
        event = self.make(
            "realtime.Event", stream=stream, seq=1, fact=fact, payload=payload, actor=actor, at=AT, **chained
        )
        return stream, event
