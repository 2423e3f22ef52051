"""Where a member's calendar comes from. Higher areas register theirs here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ground.places.civil_time import first_moment
from ground.places.zones import zone_named
from network.members.models import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing in a calendar: `starts_at` to before `ends_at`, or whole days from `on` to `until_on`, both included.

    `uid` stays the same for ever and is unique with `@kontor` behind it; `sequence` rises with each change of time,
    place or state. `zone` is the IANA name of the zone in which the times were meant. A `free` entry blocks no time.
    """

    uid: str
    summary: str
    changed_at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    on: date | None = None
    until_on: date | None = None
    zone: str = "UTC"
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
    free: bool = False
    categories: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not (self.on or (self.starts_at and self.ends_at)):
            raise ValueError(f"the entry {self.uid} has neither times nor a day")

    @property
    def begins(self) -> datetime:
        """Its first moment; for a day, midnight in its zone."""
        return self.starts_at or self._midnight(self.on or date.max)

    @property
    def ends(self) -> datetime:
        return self.ends_at or self._midnight((self.until_on or self.on or date.max) + timedelta(days=1))

    def _midnight(self, on: date) -> datetime:
        return first_moment(on, zone_named(self.zone))


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """`entries(member)` gives all of a member's entries of one kind, in any order."""

    name: str
    entries: Callable[[Member], list[Entry]]


_sources: dict[str, CalendarSource] = {}


def register(source: CalendarSource) -> None:
    if source.name in _sources:
        raise ValueError(f"two sources of the calendar are called {source.name}")
    _sources[source.name] = source


def all_sources() -> list[CalendarSource]:
    return [_sources[name] for name in sorted(_sources)]


def entries_of(member: Member) -> list[Entry]:
    """Everything in a member's calendar."""
    return [entry for source in all_sources() for entry in source.entries(member)]
