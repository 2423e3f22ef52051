"""Programme documents: read, checked over the vocabulary, and completed. One form for file, draft and version."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from ground.words.said import still_said
from landings.programmes import faults, lines, operators
from landings.programmes.faults import Fault, Refused
from landings.programmes.languages import texts_of
from landings.programmes.operators import OPERATORS
from landings.programmes.schema import programme_schema
from landings.programmes.vocabulary import WORDS
from network.organisations import sectors

Document = dict[str, Any]
DEFAULTS: Final[Document] = {
    "summary": "",
    "about": "",
    "funder_organisation": "",
    "direction": "outbound",
    "home_countries": [],
    "target_countries": [],
    "sectors": [],
    "referral": "",
    "funds": [],
    "traveller_ceiling": None,
    "day_rates": {},
    "share_borne_percent": 100,
    "stacking_limit_percent": 100,
    "payment_plan": [{"trigger": "final_claim", "percent": 100}],
    "travellers": 1,
    "lead_time_days": 0,
    "reviewers_per_application": 1,
    "follow_up_waves": [12],
    "questions": [],
    "weights": {},
    "translations": {},
}


def load(raw: bytes) -> Document:
    """A programme from its file. Raises Refused, each complaint beginning with its line."""
    try:
        read = lines.read(raw)
    except lines.Unreadable as error:
        said = {"line": error.line, "fault": error.why}
        raise Refused([Fault((), error.why)], [_("line %(line)d: %(fault)s") % said]) from None
    found = faults_of(read.value)
    if found:
        raise faults.located(found, read)
    return completed(read.value)


def faults_of(document: Any) -> list[Fault]:
    """Everything that is wrong with it: first its form, then, where the form is right, its sense."""
    formal = list(dict.fromkeys(faults.against(programme_schema(), document)))
    if not isinstance(document, dict) or not isinstance(document.get("rules"), list):
        return formal
    rules = [fault for at, rule in enumerate(document["rules"]) for fault in _sense_of_rule(at, rule)]
    return formal + rules + ([] if formal else _sense(document))


def completed(document: Mapping[str, Any]) -> Document:
    """With what was left out, so that a version says everything that was in force."""
    whole = {**DEFAULTS, **document}
    whole.pop("$schema", None)
    whole["translations"] = still_said(whole["translations"], texts_of(whole))
    return whole


def _sense_of_rule(at: int, rule: Any) -> list[Fault]:
    """What the schema of forms cannot say: that operator and value suit the word."""
    if not isinstance(rule, dict) or rule.get("field") not in WORDS or rule.get("operator") not in OPERATORS:
        return []
    word, operator = WORDS[rule["field"]], OPERATORS[rule["operator"]]
    if word.kind not in operator.shapes:
        fitting = ", ".join(operators.operators_of(word))
        said = {"operator": operator.name, "word": word.name, "fitting": fitting}
        why = _("'%(operator)s' cannot be said of '%(word)s'; use one of: %(fitting)s") % said
        return [Fault(("rules", at, "operator"), why)]
    wanted = operators.wanted_shape(operator, word, rule.get("value"))
    if "value" in rule and wanted:
        return [Fault(("rules", at, "value"), _("must be %(wanted)s") % {"wanted": wanted})]
    return [*_unknown_codes(at, word.name, rule.get("value")), *_days(at, rule)]


def _unknown_codes(at: int, word: str, value: Any) -> list[Fault]:
    if word != "sectors" or not isinstance(value, list):
        return []
    known = list(sectors.NAMES)
    wrong = [code for code in value if code not in known]
    return [Fault(("rules", at, "value"), faults.not_one_of(code, known, _("a sector"))) for code in wrong]


def _days(at: int, rule: Mapping[str, Any]) -> list[Fault]:
    found = [name for name in ("from", "until") if name in rule and not _is_day(rule[name])]
    if found:
        return [Fault(("rules", at, name), _("is not a day of the calendar")) for name in found]
    if rule.get("from") and rule.get("until") and rule["until"] <= rule["from"]:
        return [Fault(("rules", at, "until"), _("must lie after 'from'"))]
    return []


def _sense(document: Document) -> list[Fault]:
    whole = completed(document)
    found = [fault for name in ("rules", "rubric", "questions") for fault in _twice(whole, name, "key")]
    found += _twice(whole, "funds", "year") + _twice(whole, "payment_plan", "trigger")
    if whole["longest_stay"] < whole["shortest_stay"]:
        found.append(Fault(("longest_stay",), _("must not be shorter than 'shortest_stay'")))
    if sum(part["percent"] for part in whole["payment_plan"]) != 100:
        found.append(Fault(("payment_plan",), _("percents must add up to 100")))
    for at, fund in enumerate(whole["funds"]):
        if not _is_day(fund["expires_on"]):
            found.append(Fault(("funds", at, "expires_on"), _("is not a day of the calendar")))
    return found


def _twice(whole: Document, name: str, key: str) -> list[Fault]:
    counts = Counter(item[key] for item in whole[name])
    seen: set[Any] = set()
    found = []
    for at, item in enumerate(whole[name]):
        if counts[item[key]] > 1 and item[key] in seen:
            found.append(Fault((name, at, key), _("'%(key)s' is given twice") % {"key": item[key]}))
        seen.add(item[key])
    return found


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False
