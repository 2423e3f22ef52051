"""Verdicts: what each rule says about somebody's facts. Pure: no clock, no database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ground.eligibility import wording
from ground.eligibility.operators import OPERATORS
from ground.eligibility.vocabulary import Vocabulary

Answer = Literal["pass", "fail", "unknown"]
Outcome = Literal["eligible", "not_eligible", "unknown"]
Facts = Mapping[str, Any]
Rule = Mapping[str, Any]


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


def judge(rules: Iterable[Rule], facts: Facts, on: date, *, words: Vocabulary) -> list[Verdict]:
    """One verdict for each rule in force on that day, in their order.

    Facts are by word: money as {"amount": minor units, "currency": code}; what is None, absent or an empty list is not
    known. Raises KeyError for a word or operator that does not exist: documents are checked before they are kept.
    """
    return [_verdict(rule, facts, words) for rule in rules if in_force(rule, on)]


def judged(rules: Iterable[Rule], facts: Facts, on: date, *, words: Vocabulary) -> Outcome:
    """The outcome alone, for where no words are wanted."""
    return _decided({_answer(rule, facts, words) for rule in rules if in_force(rule, on)})


def missed(rules: Iterable[Rule], facts: Facts, on: date, *, words: Vocabulary) -> list[Verdict]:
    """Verdicts of the rules that do not pass, in their order."""
    asked = (rule for rule in rules if in_force(rule, on))
    return [_verdict(rule, facts, words) for rule in asked if _answer(rule, facts, words) != "pass"]


def outcome(verdicts: Iterable[Verdict]) -> Outcome:
    """One failure decides; else one unknown leaves it open."""
    return _decided({verdict.answer for verdict in verdicts})


def _decided(answers: Collection[str]) -> Outcome:
    if "fail" in answers:
        return "not_eligible"
    return "unknown" if "unknown" in answers else "eligible"


def referrals(verdicts: Iterable[Verdict]) -> list[str]:
    """Where who fails should go instead, each once."""
    return list(dict.fromkeys(v.referral for v in verdicts if v.answer == "fail" and v.referral))


def in_force(rule: Rule, on: date) -> bool:
    """From `from` on and before `until`."""
    starts, ends = rule.get("from"), rule.get("until")
    return (not starts or date.fromisoformat(starts) <= on) and (not ends or on < date.fromisoformat(ends))


def _answer(rule: Rule, facts: Facts, words: Vocabulary) -> Answer:
    """Pass, fail or unknown, without a word said."""
    word, value = words[rule["field"]], rule["value"]
    fact: Any = facts.get(word.name)
    if _is_lacking(fact) or (word.kind == "money" and fact["currency"] != value["currency"]):
        return "unknown"
    return "pass" if OPERATORS[rule["operator"]].holds(_plain(fact), _plain(value)) else "fail"


def _verdict(rule: Rule, facts: Facts, words: Vocabulary) -> Verdict:
    word, answer = words[rule["field"]], _answer(rule, facts, words)
    fact = facts.get(word.name)
    told = {"key": rule["key"], "field": word.name, "rule": wording.statement(rule, words)}
    if answer == "unknown":
        needs = str(word.label) if _is_lacking(fact) else wording.in_currency(word, rule["value"]["currency"])
        return Verdict(answer=answer, needs=needs, reason=str(word.how), **told)
    told["found"] = wording.fact_in_words(word, fact)
    if answer == "pass":
        return Verdict(answer=answer, **told)
    change = wording.smallest_change(rule, words)
    return Verdict(answer=answer, reason=rule["reason"], referral=rule.get("referral", ""), change=change, **told)


def _is_lacking(fact: Any) -> bool:
    return fact is None or fact == []


def _plain(value: Any) -> Any:
    return value["amount"] if isinstance(value, dict) else value
