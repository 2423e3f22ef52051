"""When a member may be mailed: not in their quiet hours, and the daily mail in their morning."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model

from ground.places.civil_time import settled
from ground.places.zones import zone_named
from realtime.notices.models import MailHours

MORNING: Final = time(8)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is mailed, where, in which language and zone; `quiet` is from when until when not."""

    member: int
    address: str
    language: str
    zone: ZoneInfo
    quiet: tuple[time, time] | None = None

    def not_before(self, at: datetime) -> datetime:
        """This moment, or where it is quiet then, the moment at which it no longer is."""
        if self.quiet is None:
            return at
        today = at.astimezone(self.zone).date()
        spans = (_span(day, self.quiet, self.zone) for day in (today - DAY, today))
        return next((ends for begins, ends in spans if begins <= at < ends), at)

    def next_morning(self, at: datetime) -> datetime:
        """The first morning after this moment, or what follows it where that is quiet."""
        today = at.astimezone(self.zone).date()
        mornings = (settled(day, MORNING, self.zone) for day in (today, today + DAY, today + 2 * DAY))
        return self.not_before(next(morning for morning in mornings if morning > at))


def readers(members: Collection[int]) -> dict[int, Reader]:
    """Those of these members who can be mailed, in two queries."""
    found = get_user_model().objects.filter(pk__in=members, is_active=True)
    quiet = {row.member: (row.quiet_from, row.quiet_until) for row in MailHours.objects.filter(member__in=members)}
    return {
        one.pk: Reader(
            member=one.pk,
            address=one.email,
            language=getattr(one, "language", "") or settings.LANGUAGE_CODE,
            zone=zone_named(getattr(one, "time_zone", "") or "UTC"),
            quiet=quiet.get(one.pk),
        )
        for one in found
    }


def _span(day: date, quiet: tuple[time, time], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The quiet hours that begin on a day, which may end on the next."""
    begins, ends = quiet
    return settled(day, begins, zone), settled(day if begins < ends else day + DAY, ends, zone)
