"""Rules, facts and values as sentences, in the active language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ground.eligibility.operators import OPERATORS, wanted_shape
from ground.eligibility.values import text_of
from ground.eligibility.vocabulary import Vocabulary, Word
from ground.money import formats as coins
from ground.places.countries import country_name

SHOWN = 3


def statement(rule: Mapping[str, Any], words: Vocabulary) -> str:
    """Yearly revenue: less than CA$5,000,000."""
    word, operator = words[rule["field"]], OPERATORS[rule["operator"]]
    value = value_in_words(word, rule["value"])
    said = {"word": word.label, "operator": operator.words, "value": value}
    one = _is_one(word, rule["value"])
    if operator.name == "is" or (one and operator.name != "none_of"):
        return _("%(word)s: %(value)s") % said
    if one:
        return _("%(word)s: not %(value)s") % said
    return _("%(word)s: %(operator)s %(value)s") % said


def _is_one(word: Word, value: Any) -> bool:
    return word.kind in ("country", "codes") and len(value) == 1


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


def all_codes(rule: Mapping[str, Any], words: Vocabulary) -> list[str]:
    """Every code of a long list, which the statement cuts short; none for a short one."""
    word, value = words[rule["field"]], rule["value"]
    if word.kind not in ("codes", "country") or len(value) <= SHOWN:
        return []
    return [code_in_words(word, code) for code in value]


def code_in_words(word: Word, code: str) -> str:
    if word.kind == "country":
        return str(country_name(code) or code)
    return str(word.codes.name(code)) if word.codes else code


def in_currency(word: Word, currency: str) -> str:
    return _("%(word)s in %(currency)s") % {"word": word.label, "currency": currency}


def smallest_change(rule: Mapping[str, Any], words: Vocabulary) -> str:
    """What would have passed, for those words that an applicant can change herself."""
    if not words[rule["field"]].changeable:
        return ""
    return _("It would pass with: %(statement)s.") % {"statement": statement(rule, words)}


def said_of(rule: Mapping[str, Any], words: Vocabulary) -> str:
    """The statement where it can be said, else what was typed: drafts may be wrong."""
    word, operator = words.get(rule.get("field", "")), OPERATORS.get(rule.get("operator", ""))
    if word and operator and word.kind in operator.shapes and not wanted_shape(operator, word, rule.get("value")):
        return statement(rule, words)
    return f"{rule.get('field', '')} {rule.get('operator', '')} {text_of(rule.get('value', ''))}".strip()


def _with_unit(word: Word, count: int) -> str:
    figure = coins.number(count)
    return f"{figure} {word.unit}" if word.unit else figure
