"""The booths that a member works at, and what each still needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from events.booths.models import Booth, Duty, Sheet
from events.booths.queries.floor import Tile, tiles_of
from events.shows.models import Show
from events.shows.queries import Booked, books
from network.members.models import Member

MOST_STANDS = 50


@dataclass(frozen=True, slots=True)
class Stand:
    """A booth as its staff see it in their list, with their own next duty there."""

    tile: Tile
    duty: Duty | None


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    done: bool
    route: str


def stands_of(member: Member, now: datetime) -> list[Stand]:
    """Every booth that a member works at, the latest show first."""
    staffed = Booth.objects.staffed_by(member).visible_to(member).select_related("stream", "show", "hall", "firm")
    booths = list(staffed.order_by("-show__last_on", "-pk")[:MOST_STANDS])
    tiles = tiles_of(booths, now)
    mine = Duty.objects.standing().filter(member=member, booth__in=booths, ends_at__gt=now)
    duty: dict[int, Duty] = {}
    for one in mine.order_by("starts_at", "pk"):
        duty.setdefault(one.booth_id, one)
    return [Stand(tile=tile, duty=duty.get(tile.booth.pk)) for tile in tiles]


def steps_of(booth: Booth) -> list[Step]:
    """What a booth still needs before visitors come."""
    return steps_known(with_steps(Booth.objects.filter(pk=booth.pk)).get())


def with_steps(booths: QuerySet[Booth]) -> QuerySet[Any]:
    """With what of the steps stands in other tables."""
    duty = Duty.objects.standing().filter(booth=OuterRef("pk"))
    return booths.annotate(has_sheets=Exists(Sheet.objects.filter(booth=OuterRef("pk"))), has_duty=Exists(duty))


def steps_known(booth: Any) -> list[Step]:
    """The same of a booth that was read with its steps."""
    return [
        Step(_("Say in one line what you offer"), bool(booth.headline), "events:edit-booth"),
        Step(_("Tell visitors what they find here"), bool(booth.about), "events:edit-booth"),
        Step(_("Lay out a sheet to take home"), booth.has_sheets, "events:add-sheet"),
        Step(_("Share out the duty"), booth.has_duty, "events:booth-staff"),
    ]


@books
def booked(show: Show) -> list[Booked]:
    """The duty that stands in a show's hours."""
    standing = Duty.objects.standing().filter(booth__show=show, booth__withdrawn_at=None)
    return [_booked(duty) for duty in standing.select_related("member", "booth__firm").order_by("starts_at", "pk")]


def _booked(duty: Duty) -> Booked:
    title = _("duty of %(who)s at %(firm)s") % {"who": duty.member, "firm": duty.booth.firm}
    return Booked(title, duty.starts_at, duty.ends_at)
