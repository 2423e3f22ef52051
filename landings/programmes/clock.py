"""The decision clock: when an answer is due, and the latest day on which to apply for a given start."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from holidays import HolidayBase, country_holidays

SATURDAY = 5
DAY = timedelta(days=1)


def due_on(submitted_on: date, decision: Mapping[str, Any], owed_days: int = 0) -> date:
    """The last day of the clock. Days in which the applicant owed an answer do not count.

    `decision` is the programme's: days, calendar (business or calendar), holidays_of (a country or none).
    """
    return _forward(submitted_on + timedelta(days=owed_days), decision)


def latest_day_to_apply(starts_on: date, document: Mapping[str, Any]) -> date:
    """So that the decision comes `lead_time_days` before the stay, and every rule about lead time passes."""
    decided_by = starts_on - timedelta(days=document.get("lead_time_days", 0))
    latest = _backward(decided_by, document["decision"])
    return min([latest, *(starts_on - timedelta(days=days) for days in _lead_times(document.get("rules", [])))])


def earliest_start(applied_on: date, document: Mapping[str, Any]) -> date:
    """The first day of a stay that is still in time for who applies on that day."""
    decided = due_on(applied_on, document["decision"]) + timedelta(days=document.get("lead_time_days", 0))
    return max([decided, *(applied_on + timedelta(days=days) for days in _lead_times(document.get("rules", [])))])


def is_business_day(day: date, country: str = "") -> bool:
    return day.weekday() < SATURDAY and not (country and day in _holidays(country))


def _forward(day: date, decision: Mapping[str, Any]) -> date:
    """The last of the clock's days, the first being the day after."""
    left = int(decision["days"])
    while left:
        day += DAY
        left -= _counts(day, decision)
    return day


def _backward(day: date, decision: Mapping[str, Any]) -> date:
    """The latest day from which `_forward` does not come past this one."""
    left = int(decision["days"])
    while left:
        left -= _counts(day, decision)
        day -= DAY
    return day


def _counts(day: date, decision: Mapping[str, Any]) -> bool:
    return decision["calendar"] == "calendar" or is_business_day(day, decision.get("holidays_of", ""))


def _lead_times(rules: list[Mapping[str, Any]]) -> list[int]:
    """Days that the rules ask for between applying and the first day."""
    more = {"at_least": 0, "above": 1}
    asked = [rule for rule in rules if rule["field"] == "lead_time_days" and rule["operator"] in more]
    return [rule["value"] + more[rule["operator"]] for rule in asked]


@lru_cache(maxsize=64)
def _holidays(country: str) -> HolidayBase | dict[date, str]:
    try:
        return country_holidays(country)
    except NotImplementedError:
        return {}
