"""A booth as those who stand before it and behind it see it."""

from dataclasses import dataclass
from datetime import datetime

from events.booths import rules
from events.booths.models import Booth, Duty, Visit
from events.booths.queries.floor import along_the_aisles, attendance_at
from events.shows.models import Day, Registration, doors_of
from ground.places.civil_time import first_moment
from network.conversations.models import Message
from network.members.models import Member, Viewer
from network.members.registry import loading

NEIGHBOURS, LISTED = 4, 12


@dataclass(frozen=True, slots=True)
class Company:
    """Who is at a booth, as one viewer may see it. `unseen` visitors are only counted."""

    booth: Booth
    here: list[Member]
    expected: list[Duty]
    visitors: list[Member]
    unseen: int

    @property
    def count(self) -> int:
        return len(self.visitors) + self.unseen

    @property
    def others(self) -> int:
        """Visitors beyond those whose names are listed."""
        return self.count - min(len(self.visitors), LISTED)


@dataclass(frozen=True, slots=True)
class Figures:
    """An exhibitor's day so far."""

    here: int
    today: int
    in_all: int
    lines: int
    lines_today: int


def company_of(booth: Booth, viewer: Viewer, now: datetime) -> Company:
    """Visitors by the door that each chose: for everyone, for exhibitors, or only counted. One sees oneself."""
    there = attendance_at([booth], now)
    visitors = there.visitors[booth.pk]
    doors = doors_of(booth.show_id, visitors)
    open_doors = {Registration.Door.VISIBLE.value}
    if rules.sees_exhibitors_view(viewer, booth):
        open_doors.add(Registration.Door.EXHIBITORS.value)
    seen = {one for one in visitors if doors.get(one) in open_doors or one == viewer.pk}
    duties = list(Duty.objects.at(now).filter(booth=booth).for_list())
    return Company(
        booth=booth,
        here=[duty.member for duty in duties if duty.member_id in there.on_duty[booth.pk]],
        expected=[duty for duty in duties if duty.member_id not in there.on_duty[booth.pk]],
        visitors=list(Member.objects.filter(pk__in=seen).prefetch_related(*loading()).order_by("folded_name", "pk")),
        unseen=len(visitors) - len(seen),
    )


def figures_of(booth: Booth, now: datetime) -> Figures:
    today = now.astimezone(booth.show.zone).date()
    midnight = first_moment(today, booth.show.zone)
    lines = Message.objects.said_in(booth.stream_id).standing()
    visits = Visit.objects.filter(booth=booth)
    return Figures(
        here=len(attendance_at([booth], now).visitors[booth.pk]),
        today=visits.filter(on=today).count(),
        in_all=visits.values("member").distinct().count(),
        lines=lines.count(),
        lines_today=lines.filter(at__gte=midnight).count(),
    )


def rota_of(booth: Booth, now: datetime) -> list[Duty]:
    """Whose duty it is now and whose comes next."""
    return list(Duty.objects.standing().filter(booth=booth, ends_at__gt=now).for_list()[:6])


def plan_of(booth: Booth) -> list[tuple[Day, list[Duty]]]:
    """The days of the show, each with the duty that begins in its hours."""
    duties = list(Duty.objects.standing().filter(booth=booth).for_list())
    days = list(booth.show.days.all())
    return [(day, [one for one in duties if day.opens_at <= one.starts_at < day.closes_at]) for day in days]


def neighbours_of(booth: Booth) -> list[Booth]:
    """The next few booths along the floor, round and round."""
    along = along_the_aisles(Booth.objects.filter(hall=booth.hall_id).standing())
    at = next((number for number, one in enumerate(along) if one.pk == booth.pk), 0)
    return [along[(at + step) % len(along)] for step in range(1, min(NEIGHBOURS, len(along) - 1) + 1)]
