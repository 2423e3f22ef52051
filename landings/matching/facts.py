from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact


@fact("match.proposed")
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchProposed:
    match_id: int


@fact("match.confirmed")
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchConfirmed:
    """`side` is firm or host."""

    match_id: int
    side: str


@fact("match.declined")
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchDeclined:
    match_id: int
    side: str


@fact("match.withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchWithdrawn:
    match_id: int


@fact("match.expired")
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchExpired:
    match_id: int


@fact("match.full")
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFull:
    """Both said yes, but the last desk had gone to another firm."""

    match_id: int


@fact("match.placed")
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchPlaced:
    match_id: int
    landing_id: int


lets_see(MatchProposed, MatchExpired, MatchFull, MatchWithdrawn, parties=("match_id",))
lets_see(MatchConfirmed, MatchDeclined, parties=("match_id", "side"))
lets_see(MatchPlaced, parties=("match_id", "landing_id"))
