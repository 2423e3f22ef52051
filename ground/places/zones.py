"""Time zones by their IANA names, those to choose from, and what two of them share of a working day."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

WORK_FROM, WORK_UNTIL = 9, 17
DAY = 24 * 60


def zone_named(name: str) -> ZoneInfo:
    """The zone of this IANA name, or UTC where the name is unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


@cache
def zones() -> tuple[str, ...]:
    """The zones to choose from: those named by a place, and UTC."""
    old = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/", "posix", "right")
    placed = (name for name in _known() if "/" in name and not name.startswith(old))
    return ("UTC", *sorted(placed))


def every_zone() -> frozenset[str]:
    return _known()


def zone_from(text: str) -> str:
    """The IANA name of a zone as people type it, in any case and with spaces; empty where there is none."""
    return _by_folded().get(text.strip().replace(" ", "_").casefold(), "")


@cache
def _by_folded() -> dict[str, str]:
    return {name.casefold(): name for name in _known()}


def is_zone(name: str) -> bool:
    return name in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def shared_hours(here: str, there: str, at: datetime) -> float:
    """Hours of the working day (9 to 17 local) that two zones share at this moment's offsets, 0 to 8."""
    apart = int((offset(here, at) - offset(there, at)) * 60) % DAY
    apart = min(apart, DAY - apart)
    return max(0, (WORK_UNTIL - WORK_FROM) * 60 - apart) / 60


def offset(zone: str, at: datetime) -> float:
    """Hours ahead of UTC."""
    ahead = at.astimezone(zone_named(zone)).utcoffset()
    return ahead.total_seconds() / 3600 if ahead else 0.0
