"""The rules of a zone as a VTIMEZONE (RFC 5545, 3.6.5): every turn of its clock in some years, by the zone's own table.

Turns are listed day by day (RDATE), not told as yearly rules: Morocco turns its clock by the moon, and laws change.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from ground.places.civil_time import offset_word, turns
from ground.places.zones import zone_named

NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class _Rule:
    """What holds after a turn, and the offset before it."""

    before: timedelta
    offset: timedelta
    name: str
    is_summer: bool


@lru_cache(maxsize=256)
def write(name: str, first_year: int, last_year: int) -> Timezone:
    """The zone from the first moment of one year to the last of the other, both included."""
    zone = zone_named(name)
    since, until = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    written = Timezone()
    written.add("tzid", name)
    # What holds at the beginning, as if the clock had been turned then by nothing.
    start = since.astimezone(zone)
    written.add_component(_component(_rule(start, start), [start.replace(tzinfo=None)]))
    for rule, walls in _turns(zone, since, until).items():
        written.add_component(_component(rule, walls))
    return written


def _turns(zone: tzinfo, since: datetime, until: datetime) -> dict[_Rule, list[datetime]]:
    """Each rule with the wall clocks, by the offset before, at which it begins to hold."""
    found: dict[_Rule, list[datetime]] = {}
    for at in turns(zone, since, until):
        before = (at - timedelta(seconds=1)).astimezone(zone)
        wall = (at + _offset(before)).replace(tzinfo=None)
        found.setdefault(_rule(before, at.astimezone(zone)), []).append(wall)
    return found


def _component(rule: _Rule, walls: list[datetime]) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if rule.is_summer else TimezoneStandard()
    part.add("dtstart", walls[0])
    part.add("tzoffsetfrom", rule.before)
    part.add("tzoffsetto", rule.offset)
    part.add("tzname", rule.name)
    for wall in walls[1:]:
        part.add("rdate", wall)
    return part


def _rule(before: datetime, local: datetime) -> _Rule:
    """Where winter is told as summer time of less than nothing (Ireland, Morocco), the other half is the summer."""
    summer = _saved(local) > NOTHING or _saved(local) == NOTHING > _saved(before)
    return _Rule(_offset(before), _offset(local), offset_word(local), summer)


def _saved(local: datetime) -> timedelta:
    return local.dst() or NOTHING


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or NOTHING
