"""Sample applications: a file that holds what the rules ask about, for a dry run."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from ground.eligibility import faults, located_json
from ground.eligibility.faults import Fault, Refused
from ground.eligibility.schema import COUNTRY, DAY, MONEY
from ground.eligibility.verdicts import Facts
from ground.eligibility.vocabulary import MOST

FORMAT: Final = "kontor-application/1"
_COUNT: Final = {"type": ["integer", "null"], "minimum": 0, "maximum": MOST}
_CODES: Final = {"type": "array", "items": {"type": "string", "minLength": 1}, "maxItems": 300, "uniqueItems": True}
_FIRM: Final = {
    "name": {"type": "string", "maxLength": 160},
    "country": COUNTRY,
    "employees": _COUNT,
    "revenue": MONEY,
    "founded_on": DAY,
    "sectors": _CODES,
    "services": _CODES,
    "languages": _CODES,
    "exports": MONEY,
    "state_aid": MONEY,
    "incubation_months": _COUNT,
    "grants_received": _COUNT,
}
_APPLICATION: Final = {
    "target": COUNTRY,
    "starts_on": DAY,
    "stay_days": _COUNT,
    "travellers": _COUNT,
    "amount": MONEY,
    "already_committed": {"type": ["boolean", "null"]},
}
_DERIVED: Final = ("name", "founded_on", "starts_on")


def sample_schema() -> dict[str, Any]:
    """The JSON Schema of an application file. Whatever is left out is unknown."""

    def part(properties: dict[str, Any]) -> dict[str, Any]:
        return {"type": "object", "properties": properties, "additionalProperties": False}

    whole = {"format": {"const": FORMAT}, "on": DAY, "firm": part(_FIRM), "application": part(_APPLICATION)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://kontor.example/application.schema.json",
        "title": "A sample application of Kontor",
        **part({"$schema": {"type": "string"}, **whole}),
        "required": ["format", "firm", "application"],
    }


def load(raw: bytes) -> dict[str, Any]:
    """A sample from its file. Raises Refused, each complaint beginning with its line."""
    try:
        read = located_json.read(raw)
    except located_json.Unreadable as error:
        said = {"line": error.line, "fault": error.why}
        raise Refused([Fault((), error.why)], [_("line %(line)d: %(fault)s") % said]) from None
    found = list(dict.fromkeys(faults.against(sample_schema(), read.value))) or _sense(read.value)
    if found:
        raise faults.located(found, read)
    sample: dict[str, Any] = read.value
    return sample


def applied_on(sample: Mapping[str, Any], today: date) -> date:
    return date.fromisoformat(sample["on"]) if sample.get("on") else today


def facts_of(sample: Mapping[str, Any], on: date) -> Facts:
    """The facts that rules are asked about, as they stand on the day of applying."""
    given = {**sample["firm"], **sample["application"]}
    facts = {name: value for name, value in given.items() if name not in _DERIVED}
    return {
        **facts,
        "age_months": months_between(given.get("founded_on"), on),
        "lead_time_days": days_between(on, given.get("starts_on")),
    }


def months_between(founded: str | date | None, on: date) -> int | None:
    """Whole months; none for a firm founded later."""
    if not founded:
        return None
    begun = date.fromisoformat(founded) if isinstance(founded, str) else founded
    months = (on.year - begun.year) * 12 + on.month - begun.month - (on.day < begun.day)
    return max(months, 0)


def days_between(on: date, starts: str | date | None) -> int | None:
    """Days from applying to the first day; none left when it lies in the past."""
    if not starts:
        return None
    first = date.fromisoformat(starts) if isinstance(starts, str) else starts
    return max((first - on).days, 0)


def _sense(sample: Mapping[str, Any]) -> list[Fault]:
    places = ((("on",), sample.get("on")), (("firm", "founded_on"), sample["firm"].get("founded_on")))
    days = (*places, (("application", "starts_on"), sample["application"].get("starts_on")))
    return [Fault(path, _("is not a day of the calendar")) for path, day in days if day and not _is_day(day)]


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
