"""Who is on the floor now: the tiles of a hall."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Min, Q, QuerySet

from events.booths.models import Booth, BoothStaff, Duty
from events.shows.models import Hall, Show
from ground.tables.worded import Worded
from network.members.models import Member
from network.members.registry import loading
from realtime import presence

LIVELY, BUSY, MOST_DOTS = 3, 10, 12  # visitors
_HALLS: Final = Worded(lambda show: Hall.objects.filter(show=show).select_related("stream"))
_BOOTHS: Final = Worded(lambda show: Booth.objects.filter(show=show).standing())
_STAFF: Final = Worded(
    lambda booths: BoothStaff.objects.filter(booth__in=booths).order_by().values_list("booth_id", "member_id")
)


def _rota(booths: Sequence[int], now: datetime) -> QuerySet[Any, Any]:
    ahead = Duty.objects.standing().filter(booth__in=booths, ends_at__gt=now).order_by()
    begins = {"first": Min("starts_at"), "next": Min("starts_at", filter=Q(starts_at__gt=now))}
    return ahead.values_list("booth", "member").annotate(**begins)


_ROTA: Final = Worded(_rota)


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
class Rota:
    """By booth: the members on duty now, by id, and when the soonest duty to come begins."""

    on_duty: dict[int, set[int]]
    back_at: dict[int, datetime]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is at a booth, by id: staff of it on duty or not, and visitors."""

    on_duty: dict[int, list[int]]
    visitors: dict[int, list[int]]


def attendance_at(booths: Sequence[Booth], now: datetime) -> Attendance:
    """One question to presence and two to the database, however many booths."""
    return _attendance(booths, _rota_at(booths, now))


def _rota_at(booths: Sequence[Booth], now: datetime) -> Rota:
    """Who is on duty, and when the next duty begins, in one query."""
    on_duty: dict[int, set[int]] = {}
    back_at: dict[int, datetime] = {}
    for booth, member, first, then in _ROTA.objects(booths=[booth.pk for booth in booths], now=now):
        if first <= now:
            on_duty.setdefault(booth, set()).add(member)
        if then:
            back_at[booth] = min(then, back_at.get(booth, then))
    return Rota(on_duty, back_at)


def _attendance(booths: Sequence[Booth], rota: Rota) -> Attendance:
    present = presence.here_in([booth.stream_id for booth in booths])
    ids = [booth.pk for booth in booths]
    staff: dict[int, set[int]] = {}
    for booth_id, member_id in _STAFF.objects(booths=ids):
        staff.setdefault(booth_id, set()).add(member_id)
    here = {booth.pk: present.get(booth.stream_id, []) for booth in booths}
    return Attendance(
        on_duty={pk: [one for one in those if one in rota.on_duty.get(pk, ())] for pk, those in here.items()},
        visitors={pk: [one for one in those if one not in staff.get(pk, ())] for pk, those in here.items()},
    )


def tiles_of(booths: Sequence[Booth], now: datetime) -> list[Tile]:
    rota = _rota_at(booths, now)
    there = _attendance(booths, rota)
    on_duty = {member for members in there.on_duty.values() for member in members}
    faces = Member.objects.prefetch_related(*loading()).in_bulk(on_duty) if on_duty else {}
    return [
        Tile(
            booth=booth,
            staff=[faces[one] for one in there.on_duty[booth.pk] if one in faces],
            visitors=len(there.visitors[booth.pk]),
            back_at=rota.back_at.get(booth.pk),
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
    halls = _HALLS.objects(show=show.pk)
    tiles = tiles_of(along_the_aisles(_BOOTHS.objects(show=show.pk)), now)
    return [Floor(hall=hall, tiles=[tile for tile in tiles if tile.booth.hall_id == hall.pk]) for hall in halls]


def open_halls() -> list[Hall]:
    """Halls of the shows that are open: those whose floor can stir."""
    halls = Hall.objects.filter(show__opened_at__isnull=False, show__closed_at=None)
    return list(halls.select_related("show").order_by("pk"))
