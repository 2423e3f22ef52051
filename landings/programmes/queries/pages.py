"""Reads shaped like the pages of programmes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ground.eligibility import verdicts, wording
from landings.programmes.models import FundYear, Programme, ProgrammeDraft, ProgrammeVersion
from landings.programmes.models.costs import COST_NAMES, TRIGGER_NAMES
from landings.programmes.models.languages import rules_said
from landings.programmes.queries.differences import Change, differences
from landings.programmes.rules.vocabulary import WORDS


@dataclass(frozen=True, slots=True)
class RuleInWords:
    key: str
    statement: str
    codes: list[str]
    reason: str
    referral: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Instalment:
    """`amount` in minor units: the most that this part can be."""

    percent: int
    when: str
    amount: int


def rules_in_words(document: Mapping[str, Any], today: date) -> list[RuleInWords]:
    """Those in force, and those that will be."""
    return [_in_words(rule) for rule in rules_said(document) if _still_asked(rule, today)]


def instalments(programme: Programme) -> list[Instalment]:
    return [
        Instalment(
            part["percent"],
            str(TRIGGER_NAMES.get(part["trigger"], part["trigger"])),
            programme.ceiling * part["percent"] // 100,
        )
        for part in programme.payment_plan
    ]


def costs_in_words(programme: Programme) -> list[str]:
    return [str(COST_NAMES.get(code, code)) for code in programme.cost_categories]


def fund_on(programme: Programme, today: date) -> FundYear | None:
    """The fund that lapses next, of those that give something."""
    open_ones = [fund for fund in programme.fund_years.all() if fund.amount and fund.is_open_on(today)]
    return min(open_ones, key=lambda fund: fund.expires_on, default=None)


def changes_of(version: ProgrammeVersion) -> list[Change]:
    """Against the version before; the first version changes nothing."""
    before = ProgrammeVersion.objects.filter(programme=version.programme_id, number=version.number - 1).first()
    return differences(before.document, version.document) if before else []


def draft_of(programme: Programme) -> ProgrammeDraft | None:
    return ProgrammeDraft.objects.select_related("saved_by", "base").filter(programme=programme).first()


def versions_of(programme: Programme) -> list[ProgrammeVersion]:
    return list(programme.versions.select_related("published_by").order_by("-number")[:50])


def _still_asked(rule: Mapping[str, Any], today: date) -> bool:
    return verdicts.in_force({**rule, "from": None}, today)


def _in_words(rule: Mapping[str, Any]) -> RuleInWords:
    return RuleInWords(
        key=rule["key"],
        statement=wording.statement(rule, WORDS),
        codes=wording.all_codes(rule, WORDS),
        reason=rule["reason"],
        referral=rule.get("referral", ""),
        starts_on=_day(rule.get("from")),
        ends_on=_day(rule.get("until")),
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
