"""What happens to a booth and on the floor."""

from dataclasses import dataclass

from realtime.facts import fact


@fact("booth.assigned")
@dataclass(frozen=True, slots=True, kw_only=True)
class BoothAssigned:
    booth_id: int


@fact("booth.moved")
@dataclass(frozen=True, slots=True, kw_only=True)
class BoothMoved:
    booth_id: int
    hall_id: int
    place: str


@fact("booth.withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class BoothWithdrawn:
    booth_id: int


@fact("booth.dressed")
@dataclass(frozen=True, slots=True, kw_only=True)
class BoothDressed:
    booth_id: int


@fact("booth.sheet_added")
@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAdded:
    booth_id: int
    sheet_id: int


@fact("booth.sheet_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChanged:
    booth_id: int
    sheet_id: int


@fact("booth.sheet_removed")
@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRemoved:
    booth_id: int
    sheet_id: int


@fact("booth.staff_joined")
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffJoined:
    booth_id: int
    member_id: int


@fact("booth.staff_left")
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLeft:
    booth_id: int
    member_id: int


@fact("booth.duty_given")
@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGiven:
    duty_id: int
    booth_id: int


@fact("booth.duty_cancelled")
@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCancelled:
    duty_id: int
    booth_id: int


@fact("booth.stirred")
@dataclass(frozen=True, slots=True, kw_only=True)
class FloorStirred:
    """Who is there has changed at these booths."""

    booth_ids: list[int]
