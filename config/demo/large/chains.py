"""Streams that are told by the thousand: the same events as `publish` writes, chained as they go to the writer.

No job is queued for them, and nobody is told: what they tell of is long past.
"""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from config.demo.large.writing import Writer
from realtime.streams import Event, Stream, facts
from realtime.streams.chain import digest_of, hash_of
from realtime.streams.models import GENESIS


@dataclass(slots=True)
class Chain:
    """A stream that is being written: its key, the number of its last event, and that one's hash."""

    key: int
    seq: int = 0
    tip: str = GENESIS


class Chains:
    def __init__(self, writer: Writer, rng: Random) -> None:
        self._writer, self._rng = writer, rng
        self._open: dict[int, Chain] = {}

    def begin(self, kind: str) -> Chain:
        """A new stream. Its row is written at once, and put right by `close`."""
        epoch = f"{self._rng.getrandbits(48):012x}"
        return Chain(self._writer.put(Stream, kind=kind, epoch=epoch, last_hash=GENESIS))

    def of(self, stream: Stream) -> Chain:
        """A stream that was there before; nobody else may write to it meanwhile."""
        return self._open.setdefault(stream.pk, Chain(stream.pk, stream.last_seq, stream.last_hash))

    def tell(self, happened: Any, *chains: Chain, by: int | None, at: datetime) -> None:
        """The next event of each of these streams."""
        kind, payload = type(happened), facts.payload_of(happened)
        for chain in chains:
            salt = f"{self._rng.getrandbits(128):032x}"
            event = Event(
                stream_id=chain.key,
                seq=chain.seq + 1,
                fact=facts.name_of(kind),
                version=facts.version_of(kind),
                payload=payload,
                actor=by,
                at=at,
                salt=salt,
            )
            event.digest = digest_of(event)
            event.hash = hash_of(event, chain.tip)
            chain.seq, chain.tip = event.seq, event.hash
            self._open[chain.key] = chain
            self._writer.put(
                Event,
                stream_id=event.stream_id,
                seq=event.seq,
                fact=event.fact,
                version=event.version,
                payload=payload,
                actor=by,
                at=at,
                salt=salt,
                digest=event.digest,
                hash=event.hash,
            )

    def close(self) -> None:
        """Write how far each stream has come."""
        tips = ((chain.seq, chain.tip, chain.key) for chain in self._open.values())
        self._writer.change(Stream, ("last_seq", "last_hash"), tips)
        self._open.clear()
