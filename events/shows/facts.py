"""What happens to a show."""

from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody


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


lets_see(ShowAnnounced, ShowOpened, ShowClosed, public=("show_id",))
lets_see(ShowChanged, public=("show_id", "fields"))
lets_see(HallAdded, HallChanged, public=("hall_id",))
lets_see(HoursSet, public=("show_id", "on"))
told_to_nobody(ShowMade, ShowChanged, HoursSet, HallAdded, HallChanged, because="the show's page shows how it is now")
told_to_nobody(Registered, Unregistered, DoorChosen, because="who comes to a show is told as a count alone")
