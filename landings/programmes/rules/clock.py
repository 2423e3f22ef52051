"""The decision clock: when an answer is due, and the latest day on which to apply for a given start."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from holidays import HolidayBase, country_holidays

from ground.eligibility.verdicts import Rule, in_force

SATURDAY = 5
DAY = timedelta(days=1)
# The fewest days that pass, by operator; others ask for none.
LEAST: Final[Mapping[str, Callable[[Any], int]]] = {
    "at_least": lambda days: days,
    "above": lambda days: days + 1,
    "between": lambda ends: ends[0],
}


def due_on(submitted_on: date, decision: Mapping[str, Any], owed_days: int = 0) -> date:
    """The last day of the clock. Days in which the applicant owed an answer do not count.

    `decision` is the programme's: days, calendar (business or calendar), holidays_of (a country or none).
    """
    return _forward(submitted_on + timedelta(days=owed_days), decision)


def latest_day_to_apply(starts_on: date, document: Mapping[str, Any]) -> date:
    """So that the decision comes `lead_time_days` before the stay, and every rule about lead time passes that day."""
    latest = _backward(starts_on - timedelta(days=document.get("lead_time_days", 0)), document["decision"])
    asked = _lead_times(document)
    # A day later than one of these is late for the decision, for a rule, or comes under a rule that begins.
    ends = [starts_on - days for _rule, days in asked]
    ends += [date.fromisoformat(rule["from"]) - DAY for rule, _days in asked if rule.get("from")]
    return max(
        day
        for day in [latest, *ends]
        if day <= latest and all(starts_on - day >= days for rule, days in asked if in_force(rule, day))
    )


def earliest_start(applied_on: date, document: Mapping[str, Any]) -> date:
    """The first day of a stay that is still in time for who applies on that day."""
    decided = due_on(applied_on, document["decision"]) + timedelta(days=document.get("lead_time_days", 0))
    asked = [days for rule, days in _lead_times(document) if in_force(rule, applied_on)]
    return max([decided, *(applied_on + days for days in asked)])


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


def _lead_times(document: Mapping[str, Any]) -> list[tuple[Rule, timedelta]]:
    """Rules that ask for days between applying and the first day, and how many each asks for."""
    rules = [rule for rule in document.get("rules", []) if rule["field"] == "lead_time_days"]
    return [
        (rule, timedelta(days=LEAST[rule["operator"]](rule["value"]))) for rule in rules if rule["operator"] in LEAST
    ]


@lru_cache(maxsize=64)
def _holidays(country: str) -> HolidayBase | dict[date, str]:
    try:
        return country_holidays(country)
    except NotImplementedError:
        return {}
