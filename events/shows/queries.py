"""A show's times as a visitor elsewhere reads them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from events.shows.models import Show


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
