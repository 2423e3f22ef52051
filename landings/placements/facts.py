from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact


@fact("landing.placed")
@dataclass(frozen=True, slots=True, kw_only=True)
class LandingPlaced:
    landing_id: int


@fact("landing.commissioner_named")
@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionerNamed:
    landing_id: int
    member_id: int


@fact("landing.started")
@dataclass(frozen=True, slots=True, kw_only=True)
class LandingStarted:
    landing_id: int


@fact("landing.returned")
@dataclass(frozen=True, slots=True, kw_only=True)
class LandingReturned:
    landing_id: int


@fact("landing.closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class LandingClosed:
    landing_id: int


@fact("landing.cancelled")
@dataclass(frozen=True, slots=True, kw_only=True)
class LandingCancelled:
    """`side` is firm, host or programme."""

    landing_id: int
    side: str


lets_see(LandingPlaced, LandingStarted, LandingReturned, LandingClosed, parties=("landing_id",))
lets_see(LandingCancelled, parties=("landing_id", "side"))
lets_see(CommissionerNamed, parties=("landing_id", "member_id"))
