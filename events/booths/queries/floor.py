"""Who is on the floor now: the tiles of a hall."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from events.booths.models import Booth, BoothStaff, Duty
from events.shows.models import Hall, Show
from network.members.models import Member
from realtime import presence

LIVELY, BUSY, MOST_DOTS = 3, 10, 12  # visitors


@dataclass(frozen=True, slots=True)
class Tile:
    """A booth on the floor: `staff` are on duty now and really here, `visitors` is how many others are."""

    booth: Booth
    staff: list[Member]
    visitors: int
    back_at: datetime | None

    @property
    def dots(self) -> range:
        """One for each visitor, until there is no room."""
        return range(min(self.visitors, MOST_DOTS))

    @property
    def mood(self) -> str:
        """How busy: quiet, lively or busy."""
        if self.visitors >= BUSY:
            return "busy"
        return "lively" if self.visitors >= LIVELY else "quiet"


@dataclass(frozen=True, slots=True)
class Floor:
    """A hall in figures."""

    hall: Hall
    tiles: list[Tile]

    @property
    def staffed(self) -> int:
        return sum(1 for tile in self.tiles if tile.staff)

    @property
    def visitors(self) -> int:
        return sum(tile.visitors for tile in self.tiles)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is at a booth, by id: staff of it on duty or not, and visitors."""

    on_duty: dict[int, list[int]]
    visitors: dict[int, list[int]]


def attendance_at(booths: Sequence[Booth], now: datetime) -> Attendance:
    """One question to presence and two to the database, however many booths."""
    present = presence.here_in([booth.stream_id for booth in booths])
    ids = [booth.pk for booth in booths]
    staff: dict[int, set[int]] = {}
    for booth_id, member_id in BoothStaff.objects.filter(booth__in=ids).values_list("booth_id", "member_id"):
        staff.setdefault(booth_id, set()).add(member_id)
    duty: dict[int, set[int]] = {}
    for booth_id, member_id in Duty.objects.at(now).filter(booth__in=ids).values_list("booth_id", "member_id"):
        duty.setdefault(booth_id, set()).add(member_id)
    here = {booth.pk: present.get(booth.stream_id, []) for booth in booths}
    return Attendance(
        on_duty={pk: [one for one in those if one in duty.get(pk, ())] for pk, those in here.items()},
        visitors={pk: [one for one in those if one not in staff.get(pk, ())] for pk, those in here.items()},
    )


def tiles_of(booths: Sequence[Booth], now: datetime) -> list[Tile]:
    there = attendance_at(booths, now)
    faces = Member.objects.in_bulk({member for members in there.on_duty.values() for member in members})
    coming = Duty.objects.standing().filter(booth__in=[booth.pk for booth in booths], starts_at__gt=now)
    back = dict(coming.values_list("booth").annotate(soonest=Min("starts_at")).order_by())
    return [
        Tile(
            booth=booth,
            staff=[faces[one] for one in there.on_duty[booth.pk] if one in faces],
            visitors=len(there.visitors[booth.pk]),
            back_at=back.get(booth.pk),
        )
        for booth in booths
    ]


def floor_of(hall: Hall, now: datetime) -> Floor:
    return Floor(hall=hall, tiles=tiles_of(along_the_aisles(Booth.objects.filter(hall=hall).standing()), now))


def along_the_aisles(booths: Iterable[Booth]) -> list[Booth]:
    """As one walks: A2 before A10, A before B."""
    return sorted(booths, key=lambda booth: (booth.hall.position, _steps(booth.place), booth.pk))


def _steps(place: str) -> list[tuple[bool, int, str]]:
    parts = re.findall(r"\d+|\D+", place)
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def floors_of(show: Show, now: datetime) -> list[Floor]:
    """Every hall of a show, in the same number of queries however many they are."""
    halls = list(show.halls.all().select_related("stream"))
    tiles = tiles_of(along_the_aisles(Booth.objects.filter(show=show).standing()), now)
    return [Floor(hall=hall, tiles=[tile for tile in tiles if tile.booth.hall_id == hall.pk]) for hall in halls]


def open_halls() -> list[Hall]:
    """Halls of the shows that are open: those whose floor can stir."""
    halls = Hall.objects.filter(show__opened_at__isnull=False, show__closed_at=None)
    return list(halls.select_related("show").order_by("pk"))
