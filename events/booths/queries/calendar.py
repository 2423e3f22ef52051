"""What duty at booths puts into a member's calendar."""

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.booths.models import Duty
from ground.tables.worded import Worded
from network.calendar.registry import Entry
from network.members.models import Member


def duty_entries(member: Member) -> list[Entry]:
    return [_duty_entry(duty) for duty in _DUTIES.objects(member=member.pk)]


def _duties(member: int) -> QuerySet[Duty]:
    duties = Duty.objects.filter(member=member).select_related("booth__firm", "booth__hall", "booth__show")
    return duties.order_by("starts_at", "pk")


_DUTIES: Final = Worded(_duties)


def _duty_entry(duty: Duty) -> Entry:
    booth = duty.booth
    return Entry(
        uid=f"duty-{duty.pk}",
        summary=_("On duty at %(firm)s") % {"firm": booth.firm.name},
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        zone=booth.show.time_zone,
        location=f"{booth.place}, {booth.hall.name}, {booth.show.name}",
        url=booth.get_absolute_url(),
        changed_at=duty.changed_at,
        sequence=1 if duty.cancelled_at else 0,
        cancelled=duty.cancelled_at is not None,
    )
