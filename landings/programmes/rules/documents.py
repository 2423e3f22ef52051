"""Programme documents: read, checked over the vocabulary, and completed. One form for file, draft and version."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.eligibility import faults, located_json
from ground.eligibility.faults import Fault, Refused
from ground.eligibility.located_json import STRAY, Path
from ground.eligibility.sense import faults_of_rule, is_day, unknown_countries, unknown_currencies
from ground.words.names import honest_name, honest_title, plain_words
from ground.words.said import still_said
from landings.programmes.models.languages import texts_of
from landings.programmes.rules.schema import programme_schema
from landings.programmes.rules.vocabulary import WORDS

Document = dict[str, Any]
PROSE: Final = ("about", "referral", "reason", "description", "help", "translations")
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
        read = located_json.read(raw)
    except located_json.Unreadable as error:
        said = {"line": error.line, "fault": error.why}
        raise Refused([Fault((), error.why)], [_("line %(line)d: %(fault)s") % said]) from None
    found = faults_of(read.value)
    if found:
        raise faults.located(found, read)
    return completed(read.value)


def faults_of(document: Any) -> list[Fault]:
    """Everything that is wrong with it: first its form, then, where the form is right, its sense."""
    formal = list(dict.fromkeys(faults.against(programme_schema(), document, {"sectors": _("a sector")})))
    named = {fault.path for fault in formal}
    formal += [fault for fault in _strange_texts(document) if fault.path not in named]
    if not isinstance(document, dict) or not isinstance(document.get("rules"), list):
        return formal
    rules = [fault for at, rule in enumerate(document["rules"]) for fault in faults_of_rule(("rules", at), rule, WORDS)]
    return formal + rules + ([] if formal else _sense(document))


def completed(document: Mapping[str, Any]) -> Document:
    """With what was left out, so that a version says everything that was in force."""
    whole = {**DEFAULTS, **document}
    whole.pop("$schema", None)
    whole["translations"] = still_said(whole["translations"], texts_of(whole))
    return whole


def _sense(document: Document) -> list[Fault]:
    whole = completed(document)
    found = [*unknown_currencies(("currency",), whole["currency"]), *_unknown_places(whole)]
    found += [fault for name in ("rules", "rubric", "questions") for fault in _twice(whole, name, "key")]
    found += _wrong_words(whole)
    found += _twice(whole, "funds", "year") + _twice(whole, "payment_plan", "trigger")
    if whole["longest_stay"] < whole["shortest_stay"]:
        found.append(Fault(("longest_stay",), _("must not be shorter than 'shortest_stay'")))
    if sum(part["percent"] for part in whole["payment_plan"]) != 100:
        found.append(Fault(("payment_plan",), _("percents must add up to 100")))
    for at, fund in enumerate(whole["funds"]):
        if not is_day(fund["expires_on"]):
            found.append(Fault(("funds", at, "expires_on"), _("is not a day of the calendar")))
    return found


def _wrong_words(whole: Document) -> list[Fault]:
    """Names and lines go by the house's own rule for them."""
    said: list[tuple[Path, str, Callable[[str], None]]] = [
        (("name",), whole["name"], honest_name),
        (("funder",), whole["funder"], honest_name),
        (("summary",), whole["summary"], plain_words),
        *((("rubric", at, "label"), line["label"], honest_title) for at, line in enumerate(whole["rubric"])),
        *((("questions", at, "label"), line["label"], plain_words) for at, line in enumerate(whole["questions"])),
    ]
    return [Fault(path, why) for path, words, rule in said if (why := _why_not(rule, words))]


def _why_not(rule: Callable[[str], None], words: str) -> str:
    try:
        rule(words)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _twice(whole: Document, name: str, key: str) -> list[Fault]:
    counts = Counter(item[key] for item in whole[name])
    seen: set[Any] = set()
    found = []
    for at, item in enumerate(whole[name]):
        if counts[item[key]] > 1 and item[key] in seen:
            found.append(Fault((name, at, key), _("'%(key)s' is given twice") % {"key": item[key]}))
        seen.add(item[key])
    return found


def _unknown_places(whole: Document) -> list[Fault]:
    named: list[tuple[Path, str]] = [
        ((name,), code) for name in ("home_countries", "target_countries") for code in whole[name]
    ]
    named += [(("day_rates",), code) for code in whole["day_rates"] if code != "default"]
    if "holidays_of" in whole["decision"]:
        named.append((("decision", "holidays_of"), whole["decision"]["holidays_of"]))
    return [fault for where, code in named for fault in unknown_countries(where, [code])]


def _strange_texts(value: Any, path: Path = ()) -> Iterator[Fault]:
    """Texts that are blank, hold what no text holds, or break a line where there is one line."""
    if isinstance(value, Mapping | list):
        steps = value.items() if isinstance(value, Mapping) else enumerate(value)
        for step, inner in steps:
            yield from _strange_texts(inner, (*path, step))
    if not isinstance(value, str) or not value:
        return
    if STRAY.search(value):
        yield Fault(path, _("holds a character that is no part of a text"))
    elif not any(unicodedata.category(c)[0] in "LNPS" for c in value):
        yield Fault(path, _("must not be empty"))
    elif not set(PROSE) & set(path) and value.splitlines() != [value]:
        yield Fault(path, _("must be one line"))
