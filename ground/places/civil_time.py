"""Civil time: a day and a clock in a zone to the moment they mean, and back. The one home of both ways.

Where clocks are turned forward some clocks never come; where they are turned back some come twice, and a clock's `fold`
says which is meant (PEP 495). Moments are given in UTC: Python compares two moments of one zone by their clocks alone
and would call both 02:30 of an autumn night the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Civil:
    """What calendar and clock on the wall show; `clock.fold` is 1 the second time that they show it."""

    on: date
    clock: time


def civil(at: datetime, zone: tzinfo) -> Civil:
    local = at.astimezone(zone)
    return Civil(local.date(), local.time())


def moments(on: date, clock: time, zone: tzinfo) -> tuple[datetime, ...]:
    """When this day and clock come in this zone: once, twice (the first before the second) or never."""
    wall = datetime.combine(on, clock.replace(fold=0, tzinfo=None))
    found = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return tuple(dict.fromkeys(at for at in found if at.astimezone(zone).replace(tzinfo=None) == wall))


def comes_twice(local: datetime) -> bool:
    """Whether the clock of this moment, in its own zone, comes twice on that day."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def nearest(on: date, clock: time, zone: tzinfo, step: timedelta = MINUTE) -> tuple[datetime, datetime]:
    """Of a clock that never comes: the last before it and the first after it that do, as clocks of the wall.

    `step` is what clocks are typed in: quarters of an hour, where the field takes no others.
    """
    turned = _turn_of(on, clock, zone)
    before = (turned - timedelta(microseconds=1)).astimezone(zone).replace(tzinfo=None)
    after = turned.astimezone(zone).replace(tzinfo=None)
    midnight = datetime.combine(after.date(), time())
    return _floor(before, step), midnight + -((midnight - after) // step) * step


def settled(on: date, clock: time, zone: tzinfo) -> datetime:
    """What a clock means where nobody can be asked: which of two its `fold` says, else the first clock that comes."""
    found = moments(on, clock, zone)
    return found[min(clock.fold, len(found) - 1)] if found else _turn_of(on, clock, zone)


def first_moment(on: date, zone: tzinfo) -> datetime:
    """When a day begins: midnight, or what the clock shows in its stead."""
    return settled(on, time(), zone)


def turns(zone: tzinfo, since: datetime, until: datetime) -> Iterator[datetime]:
    """Each moment from `since` to before `until` at which the zone's clock is turned or its name changes, in order."""
    before = since.astimezone(UTC)
    rule = _rule(before, zone)
    while before < until:
        after = min(before + DAY, until.astimezone(UTC))
        former, rule = rule, _rule(after, zone)
        if rule != former:
            yield _change_between(before, after, zone)
        before = after


def offset_word(local: datetime) -> str:
    """CET, or UTC+04 for a zone that has only a number."""
    word = local.tzname() or "UTC"
    return f"UTC{word}" if word[0] in "+-" else word


def _turn_of(on: date, clock: time, zone: tzinfo) -> datetime:
    """The moment at which the clock was turned past a wall clock that never comes."""
    wall = datetime.combine(on, clock.replace(fold=0, tzinfo=None))
    ends = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return _change_between(ends[0], ends[1], zone)


def _change_between(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The first second of the rule that holds at `after` and did not at `before`."""
    rule = _rule(before, zone)
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _rule(datetime.fromtimestamp(middle, UTC), zone) == rule else (low, middle)
    return datetime.fromtimestamp(high, UTC)


def _rule(at: datetime, zone: tzinfo) -> tuple[timedelta | None, str | None]:
    local = at.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _floor(wall: datetime, step: timedelta) -> datetime:
    midnight = datetime.combine(wall.date(), time())
    return midnight + (wall - midnight) // step * step
