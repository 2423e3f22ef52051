"""What happens to a show."""

from dataclasses import dataclass

from realtime.facts import fact


@fact("show.made")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowMade:
    show_id: int


@fact("show.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowChanged:
    show_id: int
    fields: list[str]


@fact("show.hours_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSet:
    show_id: int
    on: str


@fact("show.hall_added")
@dataclass(frozen=True, slots=True, kw_only=True)
class HallAdded:
    hall_id: int


@fact("show.hall_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class HallChanged:
    hall_id: int


@fact("show.announced")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAnnounced:
    show_id: int


@fact("show.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOpened:
    show_id: int


@fact("show.closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowClosed:
    show_id: int


@fact("show.registered")
@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    show_id: int


@fact("show.unregistered")
@dataclass(frozen=True, slots=True, kw_only=True)
class Unregistered:
    show_id: int


@fact("show.door_chosen")
@dataclass(frozen=True, slots=True, kw_only=True)
class DoorChosen:
    show_id: int
