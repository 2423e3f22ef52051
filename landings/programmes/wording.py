"""Rules, facts and values as sentences, in the active language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ground.money import formats as coins
from ground.places.countries import country_name
from ground.words.language import language_name
from landings.programmes.operators import OPERATORS
from landings.programmes.vocabulary import WORDS, Word
from network.organisations import sectors

SHOWN = 3


def statement(rule: Mapping[str, Any]) -> str:
    """Yearly revenue: less than CA$5,000,000."""
    word, operator = WORDS[rule["field"]], OPERATORS[rule["operator"]]
    value = value_in_words(word, rule["value"])
    said = {"word": word.label, "operator": operator.words, "value": value}
    if operator.name == "is" or (_is_one(rule) and operator.name != "none_of"):
        return _("%(word)s: %(value)s") % said
    if _is_one(rule):
        return _("%(word)s: not %(value)s") % said
    return _("%(word)s: %(operator)s %(value)s") % said


def _is_one(rule: Mapping[str, Any]) -> bool:
    return WORDS[rule["field"]].kind in ("country", "codes") and len(rule["value"]) == 1


def value_in_words(word: Word, value: Any) -> str:
    if word.kind == "number" and isinstance(value, list):
        ends = {"low": coins.number(value[0]), "high": _with_unit(word, value[1])}
        return _("%(low)s and %(high)s") % ends
    return fact_in_words(word, value)


def fact_in_words(word: Word, fact: Any) -> str:
    if word.kind == "money":
        return coins.money(fact["amount"], fact["currency"], "round")
    if word.kind == "number":
        return _with_unit(word, fact)
    if word.kind == "yes_no":
        return _("yes") if fact else _("no")
    codes = [fact] if isinstance(fact, str) else fact
    most = len(codes) if len(codes) <= SHOWN else SHOWN - 1
    shown = ", ".join(code_in_words(word, code) for code in codes[:most])
    more = len(codes) - most
    return shown if not more else _("%(shown)s and %(more)d more") % {"shown": shown, "more": more}


def all_codes(rule: Mapping[str, Any]) -> list[str]:
    """Every code of a long list, which the statement cuts short; none for a short one."""
    word, value = WORDS[rule["field"]], rule["value"]
    if word.kind not in ("codes", "country") or len(value) <= SHOWN:
        return []
    return [code_in_words(word, code) for code in value]


def code_in_words(word: Word, code: str) -> str:
    if word.kind == "country":
        return str(country_name(code) or code)
    if word.name == "sectors":
        return str(sectors.NAMES.get(code, code))
    return language_name(code) if word.name == "languages" else code


def in_currency(word: Word, currency: str) -> str:
    return _("%(word)s in %(currency)s") % {"word": word.label, "currency": currency}


def smallest_change(rule: Mapping[str, Any], word: Word) -> str:
    """What would have passed, for those words that an applicant can change herself."""
    if word.source != "application":
        return ""
    return _("It would pass with: %(statement)s.") % {"statement": statement(rule)}


def _with_unit(word: Word, count: int) -> str:
    figure = coins.number(count)
    return f"{figure} {word.unit}" if word.unit else figure
