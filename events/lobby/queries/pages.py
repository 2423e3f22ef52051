"""A show as one walks in."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from events.booths.models import Booth, BoothStaff
from events.booths.queries import Floor, Tile, floor_of, floors_of
from events.sessions.models import Session
from events.sessions.queries import ahead_in
from events.shows import rules
from events.shows.models import Day, Hall, Registration, Show, ShowQuerySet
from ground.tables.beside import Beside
from ground.tables.pages import behind, first_of
from ground.tables.worded import Worded, rows_of_all
from ground.web import page_keys
from ground.words.folding import folded
from network.members.models import Member, Viewer, someone
from network.members.registry import loading
from realtime import presence

PAGE = 12
# What stands beside a show on its page.
_BESIDE: Final = [Beside(lambda: Show, name, lambda rows: rows) for name in ("days", "sectors", "languages")]
COMING, EXHIBITORS = 4, 60


@dataclass(frozen=True, slots=True)
class ShowPage:
    """One page of shows; `older` is the key to ask for the next, or empty."""

    shows: list["Poster"]
    older: str


@dataclass(frozen=True, slots=True)
class Poster:
    show: Show
    open_day: Day | None
    next_day: Day | None


@dataclass(frozen=True, slots=True)
class HallCard:
    floor: Floor
    session: Session | None


@dataclass(frozen=True, slots=True)
class Inside:
    """What a show holds: its halls, the next sessions, and booths by the names of their firms."""

    halls: list[HallCard]
    coming: list[Session]
    booths: list[Booth]


@dataclass(frozen=True, slots=True)
class FloorFilter:
    """What a visitor looks for on a floor."""

    words: str = ""
    sector: str = ""
    staffed: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.sector or self.staffed)

    def fits(self, tile: Tile) -> bool:
        booth = tile.booth
        text = folded(f"{booth.firm.name} {booth.headline} {booth.place}")
        return (
            folded(self.words) in text and self.sector in ("", booth.sector) and (bool(tile.staff) or not self.staffed)
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """The organiser's view of a show now."""

    registered: int
    here: int
    floors: list[Floor]
    newest: list[Registration]
    booths: int
    sessions: int
    share: float | None

    @property
    def staffed(self) -> int:
        return sum(floor.staffed for floor in self.floors)


def show_called(slug: str, viewer: Viewer) -> Show | None:
    """The show of this name, if the viewer sees it, with all that a page of it says."""
    if viewer.is_authenticated:
        found = _OF_MEMBERS.objects(reader=viewer.pk, slug=slug)
    else:
        found = _OF_VISITORS.objects(slug=slug)
    _lay_beside(found)
    return found[0] if found else None


def _lay_beside(shows: list[Show]) -> None:
    for beside in _BESIDE:
        beside.ask(shows)()


def _called(viewer: Viewer, slug: str) -> ShowQuerySet:
    return Show.objects.visible_to(viewer).filter(slug=slug).select_related("stream", "organiser")


_OF_MEMBERS: Final = Worded(lambda reader, slug: _called(someone(reader), slug))
_OF_VISITORS: Final = Worded(lambda slug: _called(AnonymousUser(), slug))


def posters(viewer: Viewer, now: datetime, *, past: bool, after: str = "") -> ShowPage:
    """Shows to come, the soonest first, or past ones, the latest first. Drafts stand with those to come."""
    # Where the day ends last, twelve hours behind UTC, a show of today may still be on.
    today = (now - timedelta(hours=12)).date()
    asked: dict[str, Any] = {"reader": viewer.pk} if viewer.is_authenticated else {}
    if place := page_keys.day_and_key(after):
        asked |= {"day": place[0], "key": place[1]}
    found, last = first_of((_PAST if past else _COMING).objects(today=today, **asked), PAGE)
    _lay_beside(found)
    shown = [Poster(show, show.day_at(now), show.next_day(now)) for show in found]
    return ShowPage(shown, _key(last, past) if last else "")


def inside(show: Show, now: datetime) -> Inside:
    """None comes on the stages of a show that closed before its last hour."""
    floors = floors_of(show, now)
    # A stage holds one session at a time: so many of them may have begun.
    ahead = ahead_in(show, now, limit=len(floors) + COMING)
    on_stage = {session.hall_id: session for session in ahead if session.is_on(now)}
    coming = [session for session in ahead if session.starts_at > now][:COMING]
    booths = [tile.booth for floor in floors for tile in floor.tiles]
    return Inside(
        halls=[HallCard(floor, on_stage.get(floor.hall.pk)) for floor in floors],
        coming=[] if rules.is_over(show) else coming,
        booths=sorted(booths, key=lambda booth: (booth.firm.folded_name, booth.pk))[:EXHIBITORS],
    )


def wished(hall: Hall, wish: FloorFilter, now: datetime) -> tuple[Floor, list[Tile], Counter[str]]:
    """The whole floor, the tiles that fit, and how many booths each sector has."""
    floor = floor_of(hall, now)
    sectors = Counter(tile.booth.sector for tile in floor.tiles if tile.booth.sector)
    return floor, [tile for tile in floor.tiles if wish.fits(tile)], sectors


def desk_of(show: Show, now: datetime) -> Desk:
    floors, registered = floors_of(show, now), show.registrations.count()
    newest = show.registrations.select_related("member").prefetch_related(*loading("member"))
    return Desk(
        registered=registered,
        here=here_at(show),
        floors=floors,
        newest=list(newest.order_by("-pk")[:8]),
        booths=sum(len(floor.tiles) for floor in floors),
        sessions=Session.objects.filter(show=show, cancelled_at=None).count(),
        share=registered / show.capacity if show.capacity else None,
    )


def here_at(show: Show) -> int:
    """Visitors anywhere in the show now, each counted once; those who work at its booths are not."""
    streams = [stream for (stream,) in rows_of_all([(rooms, {"show": show.pk}) for rooms in _ROOMS])]
    present = {member for members in presence.here_in([show.stream_id, *streams]).values() for member in members}
    return len(present - set(_STAFF.objects(show=show.pk))) if present else 0


_ROOMS: Final = [
    Worded(lambda show: Booth.objects.filter(show=show, withdrawn_at=None).order_by().values_list("stream_id")),
    Worded(lambda show: Session.objects.filter(show=show, cancelled_at=None).order_by().values_list("stream_id")),
    Worded(lambda show: Hall.objects.filter(show=show).order_by().values_list("stream_id")),
]
_STAFF: Final = Worded(
    lambda show: BoothStaff.objects.filter(booth__show=show).order_by().values_list("member_id", flat=True)
)
_REGISTRATION: Final = Worded(lambda show, member: Registration.objects.filter(show=show, member=member))
_REGISTERED: Final = Worded(
    lambda show: Registration.objects.filter(show=show).order_by().values("show").values_list(Count("pk"), flat=True)
)


def registration_of(viewer: Viewer, show: Show) -> Registration | None:
    if not viewer.is_authenticated:
        return None
    return next(iter(_REGISTRATION.objects(show=show.pk, member=viewer.pk)), None)


def registered_at(show: Show) -> int:
    return sum(_REGISTERED.objects(show=show.pk))


def organised_by(member: Member, now: datetime) -> list[Poster]:
    """The member's own shows, drafts and all, the latest first."""
    mine = _ORGANISED.objects(member=member.pk)
    _lay_beside(mine)
    return [Poster(show, show.day_at(now), show.next_day(now)) for show in mine]


def _key(show: Show, past: bool) -> str:
    return page_keys.behind(show.last_on if past else show.first_on, show.pk)


def _listed(
    past: bool, today: date, reader: int | None = None, day: date | None = None, key: int | None = None
) -> ShowQuerySet:
    """One page and one more."""
    seen = Show.objects.visible_to(AnonymousUser() if reader is None else someone(reader)).counted()
    listed = seen.past(today) if past else seen.coming(today)
    place = None if day is None or key is None else (day, key)
    return behind(listed, "last_on" if past else "first_on", place, descending=past)[: PAGE + 1]


_PAST: Final = Worded(partial(_listed, True))
_COMING: Final = Worded(partial(_listed, False))
_ORGANISED: Final = Worded(
    lambda member: Show.objects.organised_by(someone(member)).counted().order_by("-first_on", "-pk")[:50]
)
