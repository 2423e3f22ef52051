from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody


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


lets_see(ProgrammePublished, public=("number",))
lets_see(ProgrammeClosed, ProgrammeReopened, public=("programme_id",))
told_to_nobody(
    ProgrammePublished,
    ProgrammeClosed,
    ProgrammeReopened,
    because="the programme's page shows its versions and its state",
)
told_to_nobody(OfficerAppointed, OfficerDismissed, because="the programme's page shows who works for it")
