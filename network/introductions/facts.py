from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact


@fact("introduction.proposed")
@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionProposed:
    introduction_id: int


@fact("introduction.answered")
@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionAnswered:
    introduction_id: int
    side_id: int
    answer: str


@fact("introduction.reminded")
@dataclass(frozen=True, slots=True, kw_only=True)
class SideReminded:
    introduction_id: int
    side_id: int


@fact("introduction.agreed")
@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionAgreed:
    introduction_id: int


@fact("introduction.expired")
@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionExpired:
    introduction_id: int


@fact("introduction.withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionWithdrawn:
    introduction_id: int


@fact("introduction.time_suggested")
@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSuggested:
    introduction_id: int
    time_id: int


@fact("introduction.time_accepted")
@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAccepted:
    introduction_id: int
    time_id: int


@fact("introduction.closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionClosed:
    introduction_id: int
    outcome: str


lets_see(
    IntroductionAgreed,
    IntroductionAnswered,
    IntroductionClosed,
    IntroductionExpired,
    IntroductionProposed,
    IntroductionWithdrawn,
    SideReminded,
    parties=("introduction_id",),
)
lets_see(TimeSuggested, TimeAccepted, parties=("introduction_id", "time_id"))
