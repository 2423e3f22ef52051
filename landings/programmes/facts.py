from dataclasses import dataclass

from realtime.facts import fact


@fact("programme.published")
@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePublished:
    number: int


@fact("programme.closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeClosed:
    programme_id: int


@fact("programme.reopened")
@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeReopened:
    programme_id: int


@fact("programme.officer_appointed")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAppointed:
    member_id: int
    role: str


@fact("programme.officer_dismissed")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerDismissed:
    member_id: int
