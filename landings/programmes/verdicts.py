"""Verdicts: what each rule of a programme says about a firm's facts. Pure: no clock, no database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from landings.programmes import wording
from landings.programmes.operators import OPERATORS
from landings.programmes.vocabulary import WORDS

Answer = Literal["pass", "fail", "unknown"]
Outcome = Literal["eligible", "not_eligible", "unknown"]
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`rule` and `found` in words; `reason`, `referral` and `change` when it fails.

    When it is unknown, `needs` names what is missing and `reason` says where to give it.
    """

    key: str
    field: str
    answer: Answer
    rule: str
    found: str = ""
    reason: str = ""
    referral: str = ""
    change: str = ""
    needs: str = ""

    @property
    def id(self) -> str:
        return f"verdict-{self.key}"


def judge(rules: Iterable[Mapping[str, Any]], facts: Facts, on: date) -> list[Verdict]:
    """One verdict for each rule in force on that day, in the programme's order.

    Rules come as a programme's document holds them. Raises KeyError for a word or operator that does not exist:
    documents are checked before they are kept.
    """
    return [_verdict(rule, facts) for rule in rules if in_force(rule, on)]


def judged(rules: Iterable[Mapping[str, Any]], facts: Facts, on: date) -> Outcome:
    """The outcome alone, for where no words are wanted."""
    return _decided({_answer(rule, facts) for rule in rules if in_force(rule, on)})


def missed(rules: Iterable[Mapping[str, Any]], facts: Facts, on: date) -> list[Verdict]:
    """Verdicts of the rules that do not pass, in the programme's order."""
    return [_verdict(rule, facts) for rule in rules if in_force(rule, on) and _answer(rule, facts) != "pass"]


def outcome(verdicts: Iterable[Verdict]) -> Outcome:
    """One failure decides; else one unknown leaves it open."""
    return _decided({verdict.answer for verdict in verdicts})


def _decided(answers: Collection[str]) -> Outcome:
    if "fail" in answers:
        return "not_eligible"
    return "unknown" if "unknown" in answers else "eligible"


def referrals(verdicts: Iterable[Verdict]) -> list[str]:
    """Where a firm that fails should go instead, each once."""
    return list(dict.fromkeys(v.referral for v in verdicts if v.answer == "fail" and v.referral))


def in_force(rule: Mapping[str, Any], on: date) -> bool:
    """From `from` on and before `until`."""
    starts, ends = rule.get("from"), rule.get("until")
    return (not starts or date.fromisoformat(starts) <= on) and (not ends or on < date.fromisoformat(ends))


def _answer(rule: Mapping[str, Any], facts: Facts) -> Answer:
    """Pass, fail or unknown, without a word said."""
    word, value = WORDS[rule["field"]], rule["value"]
    fact: Any = facts.get(word.name)
    if _is_lacking(fact) or (word.kind == "money" and fact["currency"] != value["currency"]):
        return "unknown"
    return "pass" if OPERATORS[rule["operator"]].holds(_plain(fact), _plain(value)) else "fail"


def _verdict(rule: Mapping[str, Any], facts: Facts) -> Verdict:
    word, answer = WORDS[rule["field"]], _answer(rule, facts)
    fact = facts.get(word.name)
    told = {"key": rule["key"], "field": word.name, "rule": wording.statement(rule)}
    if answer == "unknown":
        needs = str(word.label) if _is_lacking(fact) else wording.in_currency(word, rule["value"]["currency"])
        return Verdict(answer=answer, needs=needs, reason=str(word.how), **told)
    told["found"] = wording.fact_in_words(word, fact)
    if answer == "pass":
        return Verdict(answer=answer, **told)
    change = wording.smallest_change(rule, word)
    return Verdict(answer=answer, reason=rule["reason"], referral=rule.get("referral", ""), change=change, **told)


def _is_lacking(fact: Any) -> bool:
    return fact is None or fact == []


def _plain(value: Any) -> Any:
    return value["amount"] if isinstance(value, dict) else value
