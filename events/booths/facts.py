"""What happens to a booth and on the floor."""

from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody


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


lets_see(BoothAssigned, BoothDressed, BoothWithdrawn, public=("booth_id",))
lets_see(BoothMoved, public=("booth_id", "hall_id", "place"))
lets_see(SheetAdded, SheetChanged, SheetRemoved, public=("booth_id", "sheet_id"))
lets_see(StaffJoined, StaffLeft, parties=("booth_id", "member_id"))
lets_see(FloorStirred, public=("booth_ids",))
told_to_nobody(
    BoothMoved,
    BoothWithdrawn,
    BoothDressed,
    SheetAdded,
    SheetChanged,
    SheetRemoved,
    FloorStirred,
    because="floor and booth show how they are now",
)
told_to_nobody(StaffJoined, StaffLeft, because="the booth shows who belongs to it")
