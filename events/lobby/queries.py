"""A show as one walks in."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from events.booths.models import Booth, BoothStaff
from events.booths.queries import Floor, Tile, floor_of, floors_of
from events.sessions.models import Session
from events.sessions.queries import next_in, on_stage
from events.shows import rules
from events.shows.models import Day, Hall, Registration, Show, ShowQuerySet
from ground.web import page_keys
from network.members.models import Member, Viewer
from realtime import presence

PAGE = 12


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
class Wish:
    """What a visitor looks for on a floor."""

    words: str = ""
    sector: str = ""
    staffed: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.sector or self.staffed)

    def fits(self, tile: Tile) -> bool:
        booth = tile.booth
        text = f"{booth.firm.name} {booth.headline} {booth.place}".casefold()
        return (
            self.words.casefold() in text
            and self.sector in ("", booth.sector)
            and (bool(tile.staff) or not self.staffed)
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


def posters(viewer: Viewer, now: datetime, *, past: bool, after: str = "") -> ShowPage:
    """Shows to come, the soonest first, or past ones, the latest first. Drafts stand with those to come."""
    seen = Show.objects.visible_to(viewer).for_list()
    # Where the day ends last, twelve hours behind UTC, a show of today may still be on.
    today = (now - timedelta(hours=12)).date()
    listed = seen.past(today) if past else seen.coming(today)
    found = list(_beyond(listed, after, past)[: PAGE + 1])
    shown = [Poster(show, show.day_at(now), show.next_day(now)) for show in found[:PAGE]]
    return ShowPage(shown, _key(shown[-1].show, past) if len(found) > PAGE else "")


def hall_cards(show: Show, now: datetime) -> list[HallCard]:
    stage = on_stage(show, now)
    return [HallCard(floor, stage.get(floor.hall.pk)) for floor in floors_of(show, now)]


def exhibitors_of(show: Show, limit: int = 60) -> list[Booth]:
    standing = Booth.objects.filter(show=show, withdrawn_at=None).select_related("firm", "hall")
    return list(standing.order_by("firm__folded_name", "pk")[:limit])


def wished(hall: Hall, wish: Wish, now: datetime) -> tuple[Floor, list[Tile], Counter[str]]:
    """The whole floor, the tiles that fit, and how many booths each sector has."""
    floor = floor_of(hall, now)
    sectors = Counter(tile.booth.sector for tile in floor.tiles if tile.booth.sector)
    return floor, [tile for tile in floor.tiles if wish.fits(tile)], sectors


def desk_of(show: Show, now: datetime) -> Desk:
    floors, registered = floors_of(show, now), show.registrations.count()
    return Desk(
        registered=registered,
        here=here_at(show),
        floors=floors,
        newest=list(show.registrations.select_related("member").order_by("-pk")[:8]),
        booths=sum(len(floor.tiles) for floor in floors),
        sessions=Session.objects.filter(show=show, cancelled_at=None).count(),
        share=registered / show.capacity if show.capacity else None,
    )


def here_at(show: Show) -> int:
    """Visitors anywhere in the show now, each counted once; those who work at its booths are not."""
    booths = Booth.objects.filter(show=show, withdrawn_at=None).values_list("stream_id", flat=True)
    sessions = Session.objects.filter(show=show, cancelled_at=None).values_list("stream_id", flat=True)
    halls = show.halls.values_list("stream_id", flat=True)
    streams = [show.stream_id, *booths, *sessions, *halls]
    present = {member for members in presence.here_in(streams).values() for member in members}
    staff = BoothStaff.objects.filter(booth__show=show).values_list("member_id", flat=True)
    return len(present - set(staff))


def registration_of(viewer: Viewer, show: Show) -> Registration | None:
    return Registration.objects.filter(show=show, member_id=viewer.pk).first() if viewer.is_authenticated else None


def organised_by(member: Member, now: datetime) -> list[Poster]:
    """The member's own shows, drafts and all, the latest first."""
    mine = Show.objects.organised_by(member).for_list().order_by("-first_on", "-pk")[:50]
    return [Poster(show, show.day_at(now), show.next_day(now)) for show in mine]


def coming_sessions(show: Show, now: datetime) -> list[Session]:
    """None on the stages of a show that closed before its last hour."""
    return [] if rules.is_over(show) else next_in(show, now)


def _key(show: Show, past: bool) -> str:
    return page_keys.behind(show.last_on if past else show.first_on, show.pk)


def _beyond(shows: ShowQuerySet, after: str, past: bool) -> ShowQuerySet:
    begun = page_keys.day_and_key(after)
    if begun is None:
        return shows
    on, key = begun
    if past:
        return shows.filter(Q(last_on__lt=on) | Q(last_on=on, pk__lt=key))
    return shows.filter(Q(first_on__gt=on) | Q(first_on=on, pk__gt=key))
