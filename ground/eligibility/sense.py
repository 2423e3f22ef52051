"""What a schema of forms cannot say of a rule: that operator, value and days suit its word."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ground.eligibility import operators
from ground.eligibility.faults import Fault, not_one_of
from ground.eligibility.located_json import Path
from ground.eligibility.operators import OPERATORS
from ground.eligibility.vocabulary import Vocabulary, Word
from ground.money.currencies import DIGITS
from ground.places.countries import country_name


def faults_of_rule(where: Path, rule: Any, words: Vocabulary) -> list[Fault]:
    """What is wrong with the rule that stands at `where` of its document, beside its form."""
    said = rule if isinstance(rule, dict) else {}
    word, operator = words.get(str(said.get("field"))), OPERATORS.get(str(said.get("operator")))
    if word is None or operator is None:
        return []
    if word.kind not in operator.shapes:
        fitting = ", ".join(operators.operators_of(word))
        told = {"operator": operator.name, "word": word.name, "fitting": fitting}
        why = _("'%(operator)s' cannot be said of '%(word)s'; use one of: %(fitting)s") % told
        return [Fault((*where, "operator"), why)]
    if "value" not in rule:
        return _days(where, rule)
    wanted = operators.wanted_shape(operator, word, rule["value"])
    if wanted:
        return [Fault((*where, "value"), _("must be %(wanted)s") % {"wanted": wanted})]
    return [*_beyond(where, word, rule["value"]), *_unknown_codes(where, word, rule["value"]), *_days(where, rule)]


def _beyond(where: Path, word: Word, value: Any) -> list[Fault]:
    """Numbers with which no clock counts."""
    counts = value if isinstance(value, list) else [value]
    if word.kind != "number" or all(count <= word.most for count in counts):
        return []
    told = {"limit": word.most, "value": max(counts)}
    return [Fault((*where, "value"), _("must be at most %(limit)s, not %(value)s") % told)]


def _unknown_codes(where: Path, word: Word, value: Any) -> list[Fault]:
    where = (*where, "value")
    if word.kind == "money":
        return unknown_currencies((*where, "currency"), value["currency"])
    if word.kind == "country":
        return unknown_countries(where, value)
    if word.codes is None or not word.codes.known:
        return []
    known = list(word.codes.known)
    return [Fault(where, not_one_of(code, known, str(word.codes.one))) for code in value if code not in known]


def unknown_countries(where: Path, codes: Iterable[str]) -> list[Fault]:
    return [Fault(where, _("'%(code)s' is no country") % {"code": code}) for code in codes if not country_name(code)]


def unknown_currencies(where: Path, code: str) -> list[Fault]:
    return [] if code in DIGITS else [Fault(where, _("'%(code)s' is no currency of ISO 4217") % {"code": code})]


def _days(where: Path, rule: Mapping[str, Any]) -> list[Fault]:
    found = [name for name in ("from", "until") if name in rule and not is_day(rule[name])]
    if found:
        return [Fault((*where, name), _("is not a day of the calendar")) for name in found]
    if rule.get("from") and rule.get("until") and rule["until"] <= rule["from"]:
        return [Fault((*where, "until"), _("must lie after 'from'"))]
    return []


def is_day(value: Any) -> bool:
    """A day with which calendars can count on and back: from 1990 to 2200."""
    try:
        return isinstance(value, str) and 1990 <= date.fromisoformat(value).year <= 2200
    except ValueError:
        return False
