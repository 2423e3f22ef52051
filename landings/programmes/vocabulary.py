"""The words that a rule may speak of, each with its type: what a programme file's `field` names.

A word is listed here or it does not exist. `source` says where its fact comes from: the firm's page, the
application's own fields, an answer that the form asks for because a rule uses the word, or our records.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Kind = Literal["number", "money", "country", "codes", "yes_no"]
Source = Literal["firm", "application", "answer", "records"]


@dataclass(frozen=True, slots=True)
class Word:
    name: str
    kind: Kind
    label: str | Promise
    source: Source
    how: str | Promise
    unit: str | Promise = ""
    most: int = 1_000_000


_PAGE = _("Fill it in on the first page, “Your firm”.")
_WHERE = _("Say it on the page “Where and when”.")
_PLAN = _("Say it on the page “Plan”.")
_BUDGET = _("Say it on the page “Budget”.")
_RECORDS = _("Kontor's own records.")

_ALL = (
    Word("country", "country", _("Country of the firm"), "firm", _PAGE),
    Word("employees", "number", _("Employees"), "firm", _PAGE, _("people")),
    Word("revenue", "money", _("Yearly revenue"), "firm", _PAGE),
    Word("age_months", "number", _("Age of the firm"), "firm", _PAGE, _("months"), 2400),
    Word("sectors", "codes", _("Sectors"), "firm", _PAGE),
    Word("services", "codes", _("Services by EBOPS category"), "firm", _("List them on your firm's page.")),
    Word("languages", "codes", _("Working languages"), "firm", _PAGE),
    Word("exports", "money", _("Exports in the last year"), "answer", _PAGE),
    Word("state_aid", "money", _("State aid in three years"), "answer", _PAGE),
    Word("incubation_months", "number", _("Time in an incubator at home"), "answer", _PAGE, _("months"), 2400),
    Word("grants_received", "number", _("Earlier grants of this programme"), "records", _RECORDS),
    Word("target", "country", _("Country to land in"), "application", _WHERE),
    Word("stay_days", "number", _("Length of the stay"), "application", _WHERE, _("days"), 1000),
    Word(
        "lead_time_days", "number", _("Time between applying and the first day"), "application", _WHERE, _("days"), 1000
    ),
    Word("travellers", "number", _("Travellers"), "application", _WHERE, _("people")),
    Word("already_committed", "yes_no", _("Costs already committed"), "application", _PLAN),
    Word("amount", "money", _("Amount requested"), "application", _BUDGET),
)
WORDS: Final = {word.name: word for word in _ALL}
MOST: Final = 10**15


def nearest(wrong: str, known: list[str]) -> str | None:
    """The known word that was probably meant."""
    found = get_close_matches(wrong, known, n=1, cutoff=0.6)
    return found[0] if found else None


def fits(kind: Kind, fact: Any) -> bool:
    """Is this a fact of this kind? Money is {"amount": minor units, "currency": code}."""
    if kind == "number":
        return is_count(fact)
    if kind == "money":
        return is_money(fact)
    if kind == "yes_no":
        return isinstance(fact, bool)
    if kind == "country":
        return is_country(fact)
    return isinstance(fact, list) and all(isinstance(code, str) for code in fact)


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def is_money(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
        return False
    return is_count(value["amount"]) and _is_code(value["currency"], 3)


def is_country(value: Any) -> bool:
    return _is_code(value, 2)


def _is_code(value: Any, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and value.isascii() and value.isalpha() and value.isupper()
