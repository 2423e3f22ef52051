"""What one version of a programme changes against another, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ground.eligibility import wording
from ground.money.formats import money, percent
from ground.places.countries import country_name
from ground.words import sectors
from landings.programmes.models.costs import COST_NAMES, TRIGGER_NAMES
from landings.programmes.rules.documents import DEFAULTS
from landings.programmes.rules.vocabulary import WORDS

Kind = Literal["added", "dropped", "changed"]
Document = Mapping[str, Any]
LABELS: Final[dict[str, str | Promise]] = {
    "name": _("Name"),
    "summary": _("Summary"),
    "about": _("About"),
    "funder": _("Funder"),
    "funder_organisation": _("Funder's page"),
    "direction": _("Direction"),
    "home_countries": _("Home countries"),
    "target_countries": _("Target countries"),
    "sectors": _("Sectors"),
    "referral": _("Referral"),
    "currency": _("Currency"),
    "funds": _("Funds by year"),
    "ceiling": _("Ceiling for one landing"),
    "traveller_ceiling": _("Ceiling for one traveller"),
    "day_rates": _("Day rates"),
    "cost_categories": _("Costs that may be claimed"),
    "share_borne_percent": _("Share of costs borne, in percent"),
    "stacking_limit_percent": _("Public money at most, in percent"),
    "payment_plan": _("Payment plan"),
    "travellers": _("Travellers at most"),
    "shortest_stay": _("Shortest stay in days"),
    "longest_stay": _("Longest stay in days"),
    "lead_time_days": _("Days between decision and first day"),
    "reviewers_per_application": _("Reviewers for one application"),
    "decision": _("Decision clock"),
    "follow_up_waves": _("Letters, months after the return"),
    "questions": _("Questions of the letter"),
    "weights": _("Weights of matching"),
    "translations": _("Other languages"),
}
MONEY: Final = frozenset({"ceiling", "traveller_ceiling"})


@dataclass(frozen=True, slots=True)
class Change:
    kind: Kind
    label: str
    was: str = ""
    now: str = ""


def differences(old: Document, new: Document) -> list[Change]:
    """Terms first, then the rubric, then rules, each in the order of the new version."""
    old, new = {**DEFAULTS, **old}, {**DEFAULTS, **new}
    terms = [_term(name, old, new) for name in LABELS if old.get(name) != new.get(name)]
    return [*terms, *_lines("rubric", _criterion, old, new), *_lines("rules", _rule, old, new)]


def _term(name: str, old: Document, new: Document) -> Change:
    return Change("changed", str(LABELS[name]), _said(name, old), _said(name, new))


def _said(name: str, document: Document) -> str:
    value = document.get(name)
    if value in (None, "", [], {}):
        return "–"
    if name in MONEY and isinstance(value, int):
        return money(value, document["currency"], "round")
    if name == "translations":
        return " · ".join(f"{code}: {words}" for code, pairs in value.items() for words in pairs.values())
    if isinstance(value, list):
        return ", ".join(_item(name, item, document) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items())
    return str(value)


def _item(name: str, item: Any, document: Document) -> str:
    if name == "funds":
        return f"{item['year']}: {money(item['amount'], document['currency'], 'round')}"
    if name == "payment_plan":
        return f"{percent(item['percent'])} {TRIGGER_NAMES.get(item['trigger'], item['trigger'])}"
    if name == "questions":
        return str(item["label"])
    names: dict[str, Any] = {"cost_categories": COST_NAMES, "sectors": sectors.NAMES}
    if name in ("home_countries", "target_countries"):
        return str(country_name(item) or item)
    return str(names.get(name, {}).get(item, item))


def _lines(name: str, say: Any, old: Document, new: Document) -> list[Change]:
    before = {line.get("key"): line for line in old.get(name, [])}
    after = {line.get("key"): line for line in new.get(name, [])}
    found = []
    for key, line in after.items():
        if key not in before:
            found.append(Change("added", say(line)[0], now=say(line)[1]))
        elif before[key] != line:
            found.append(Change("changed", say(line)[0], say(before[key])[1], say(line)[1]))
    dropped = [say(line) for key, line in before.items() if key not in after]
    return found + [Change("dropped", label, was=text) for label, text in dropped]


def _criterion(line: Document) -> tuple[str, str]:
    return str(line["label"]), f"{line['label']} × {line['weight']}. {line.get('description', '')}".strip()


def _rule(line: Document) -> tuple[str, str]:
    """The statement where it can be said, else what was typed: drafts may be wrong."""
    parts = [wording.said_of(line, WORDS), line.get("reason", ""), line.get("referral", "")]
    dates = [f"{name} {line[name]}" for name in ("from", "until") if line.get(name)]
    return str(line.get("key") or "–"), " · ".join(filter(None, [*parts, *dates]))
