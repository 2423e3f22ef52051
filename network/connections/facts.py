"""What becomes of two. Each is written to the circle of whom it may be known to: a no to the circle of who said it."""

from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact


@fact("connection.requested")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRequested:
    connection_id: int
    asker_id: int
    asked_id: int


@fact("connection.made")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionMade:
    connection_id: int
    asker_id: int
    asked_id: int


@fact("connection.declined")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionDeclined:
    connection_id: int
    asker_id: int
    asked_id: int


@fact("connection.withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWithdrawn:
    connection_id: int
    asker_id: int
    asked_id: int


@fact("connection.lapsed")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLapsed:
    connection_id: int
    asker_id: int
    asked_id: int


@fact("connection.ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionEnded:
    connection_id: int
    asker_id: int
    asked_id: int


lets_see(
    ConnectionRequested,
    ConnectionMade,
    ConnectionDeclined,
    RequestWithdrawn,
    RequestLapsed,
    ConnectionEnded,
    parties=("connection_id", "asker_id", "asked_id"),
)
