"""A show's times as a visitor elsewhere reads them, what changes of them, and what stands in them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.shows.models import Show, is_within
from ground.ui.moments import day_in_words, spoken
from ground.words.columns import name_key

NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the show's clock is from the reader's: `ahead` when it is later there."""

    hours: int
    minutes: int
    ahead: bool
    zone: str


def apart(show: Show, now: datetime) -> Apart | None:
    """None when both clocks show the same. Asked for now, or the nearest hour of the show: clocks are changed."""
    days = list(show.days.all())
    at = min(max(now, days[0].opens_at), days[-1].closes_at)
    here = timezone.get_current_timezone()
    gap = (at.astimezone(show.zone).utcoffset() or timedelta()) - (at.astimezone(here).utcoffset() or timedelta())
    if not gap:
        return None
    minutes = abs(int(gap.total_seconds())) // 60
    return Apart(hours=minutes // 60, minutes=minutes % 60, ahead=gap > timedelta(), zone=str(here))


@dataclass(frozen=True, slots=True)
class Openings:
    """When a show is open: its zone, and the hours of each of its days."""

    zone: ZoneInfo
    hours: dict[date, tuple[datetime, datetime]]

    def said(self, on: date) -> str:
        opens_at, closes_at = self.hours[on]
        return spoken(opens_at, self.zone, closes_at)

    def ends(self) -> dict[str, str]:
        return {"first": day_in_words(min(self.hours)), "last": day_in_words(max(self.hours))}


def openings_of(show: Show) -> Openings:
    return Openings(show.zone, {day.on: (day.opens_at, day.closes_at) for day in show.days.all()})


def change_in_words(was: Openings, now: Openings) -> str:
    """What is new of the days and of the hours of those that stay, each beside what was; empty where it is the same."""
    said = []
    if list(was.hours) != list(now.hours):
        ends = {**now.ends(), **{f"was_{name}": on for name, on in was.ends().items()}}
        said.append(_("From %(first)s to %(last)s. Before: from %(was_first)s to %(was_last)s.") % ends)
    moved = [on for on in now.hours if on in was.hours and now.hours[on] != was.hours[on]]
    for on in moved[:NAMED]:
        said.append(_("%(now)s. Before: %(was)s.") % {"now": now.said(on), "was": was.said(on)})
    if rest := len(moved[NAMED:]):
        said.append(ngettext("%(n)s more day moves.", "%(n)s more days move.", rest) % {"n": rest})
    return " ".join(said)


def told_of_hours(show: Show) -> int:
    """How many registered for a show that others than its organiser see."""
    return 0 if show.state is Show.State.DRAFT else show.registrations.count()


@dataclass(frozen=True, slots=True)
class Booked:
    """What stands in a show's hours: a session, duty at a booth. Higher features name theirs by `books`."""

    title: str
    starts_at: datetime
    ends_at: datetime

    def words(self, zone: tzinfo) -> str:
        return f"{self.title} ({spoken(self.starts_at, zone)})"


Source = Callable[[Show], Iterable[Booked]]
_sources: list[Source] = []


def books(source: Source) -> Source:
    """Register what gives all that stands in a show's hours and was not cancelled."""
    _sources.append(source)
    return source


def left_out(show: Show, spans: Sequence[tuple[datetime, datetime]]) -> list[Booked]:
    """What stands in the show's hours as they are and would not stand in these, the first to begin first."""
    held = [(day.opens_at, day.closes_at) for day in show.days.all()]
    return [
        one
        for one in _booked(show)
        if is_within(held, one.starts_at, one.ends_at) and not is_within(spans, one.starts_at, one.ends_at)
    ]


def to_come(show: Show, now: datetime) -> list[Booked]:
    """What has not begun. What is going on ends with the show, and whoever closes it sees that."""
    return [one for one in _booked(show) if one.starts_at > now]


def _booked(show: Show) -> list[Booked]:
    found = (one for source in _sources for one in source(show))
    return sorted(found, key=lambda one: (one.starts_at, name_key(one.title)))
