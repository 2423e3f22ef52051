"""Programme documents: read, checked over the vocabulary, and completed. One form for file, draft and version."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.money.currencies import DIGITS
from ground.places.countries import country_name
from ground.words.names import honest_name, honest_title, plain_words
from ground.words.said import still_said
from landings.programmes import faults, lines, operators
from landings.programmes.faults import Fault, Refused
from landings.programmes.languages import texts_of
from landings.programmes.lines import STRAY, Path
from landings.programmes.operators import OPERATORS
from landings.programmes.schema import programme_schema
from landings.programmes.vocabulary import WORDS, Word
from network.organisations import sectors

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
    named = {fault.path for fault in formal}
    formal += [fault for fault in _strange_texts(document) if fault.path not in named]
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
    said = rule if isinstance(rule, dict) else {}
    word, operator = WORDS.get(str(said.get("field"))), OPERATORS.get(str(said.get("operator")))
    if word is None or operator is None:
        return []
    if word.kind not in operator.shapes:
        fitting = ", ".join(operators.operators_of(word))
        said = {"operator": operator.name, "word": word.name, "fitting": fitting}
        why = _("'%(operator)s' cannot be said of '%(word)s'; use one of: %(fitting)s") % said
        return [Fault(("rules", at, "operator"), why)]
    if "value" not in rule:
        return _days(at, rule)
    wanted = operators.wanted_shape(operator, word, rule["value"])
    if wanted:
        return [Fault(("rules", at, "value"), _("must be %(wanted)s") % {"wanted": wanted})]
    return [*_beyond(at, word, rule["value"]), *_unknown_codes(at, word, rule["value"]), *_days(at, rule)]


def _beyond(at: int, word: Word, value: Any) -> list[Fault]:
    """Numbers with which no clock counts."""
    counts = value if isinstance(value, list) else [value]
    if word.kind != "number" or all(count <= word.most for count in counts):
        return []
    return [
        Fault(
            ("rules", at, "value"),
            _("must be at most %(limit)s, not %(value)s") % {"limit": word.most, "value": max(counts)},
        )
    ]


def _unknown_codes(at: int, word: Word, value: Any) -> list[Fault]:
    where: Path = ("rules", at, "value")
    if word.kind == "money":
        return _unknown_currencies((*where, "currency"), value["currency"])
    if word.kind == "country":
        return _unknown_countries(where, value)
    wrong = [code for code in value if code not in sectors.NAMES] if word.name == "sectors" else []
    return [Fault(where, faults.not_one_of(code, list(sectors.NAMES), _("a sector"))) for code in wrong]


def _unknown_countries(where: Path, codes: Iterable[str]) -> list[Fault]:
    return [Fault(where, _("'%(code)s' is no country") % {"code": code}) for code in codes if not country_name(code)]


def _unknown_currencies(where: Path, code: str) -> list[Fault]:
    return [] if code in DIGITS else [Fault(where, _("'%(code)s' is no currency of ISO 4217") % {"code": code})]


def _days(at: int, rule: Mapping[str, Any]) -> list[Fault]:
    found = [name for name in ("from", "until") if name in rule and not _is_day(rule[name])]
    if found:
        return [Fault(("rules", at, name), _("is not a day of the calendar")) for name in found]
    if rule.get("from") and rule.get("until") and rule["until"] <= rule["from"]:
        return [Fault(("rules", at, "until"), _("must lie after 'from'"))]
    return []


def _sense(document: Document) -> list[Fault]:
    whole = completed(document)
    found = [*_unknown_currencies(("currency",), whole["currency"]), *_unknown_places(whole)]
    found += [fault for name in ("rules", "rubric", "questions") for fault in _twice(whole, name, "key")]
    found += _wrong_words(whole)
    found += _twice(whole, "funds", "year") + _twice(whole, "payment_plan", "trigger")
    if whole["longest_stay"] < whole["shortest_stay"]:
        found.append(Fault(("longest_stay",), _("must not be shorter than 'shortest_stay'")))
    if sum(part["percent"] for part in whole["payment_plan"]) != 100:
        found.append(Fault(("payment_plan",), _("percents must add up to 100")))
    for at, fund in enumerate(whole["funds"]):
        if not _is_day(fund["expires_on"]):
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
    return [fault for where, code in named for fault in _unknown_countries(where, [code])]


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


def _is_day(value: Any) -> bool:
    """A day with which calendars can count on and back: from 1990 to 2200."""
    try:
        return isinstance(value, str) and 1990 <= date.fromisoformat(value).year <= 2200
    except ValueError:
        return False
