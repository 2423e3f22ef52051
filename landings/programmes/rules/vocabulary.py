"""The words that a programme's rule may speak of: what a programme file's `field` names.

A word is listed here or it does not exist. Its `source` is the firm's page, the application's own fields, an answer
that the form asks for because a rule uses the word, or our records. What the applicant plans can be changed; what the
firm is cannot.
"""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from ground.eligibility.vocabulary import Codes, Kind, Word, register
from ground.words import sectors
from ground.words.language import language_name


def _sector(code: str) -> str:
    return str(sectors.NAMES.get(code, code))


_PAGE = _("Fill it in on the first page, “Your firm”.")
_WHERE = _("Say it on the page “Where and when”.")
_PLAN = _("Say it on the page “Plan”.")
_BUDGET = _("Say it on the page “Budget”.")
_RECORDS = _("Kontor's own records.")
_OFFER = _("List them on your firm's page.")
_SECTORS = Codes(_sector, tuple(sectors.NAMES), _("a sector"))
_LANGUAGES = Codes(language_name)


def _firm(name: str, kind: Kind, label: Any, how: Any = _PAGE, **more: Any) -> Word:
    return Word(name=name, kind=kind, label=label, source="firm", how=how, **more)


def _answer(name: str, kind: Kind, label: Any, **more: Any) -> Word:
    return Word(name=name, kind=kind, label=label, source="answer", how=_PAGE, **more)


def _planned(name: str, kind: Kind, label: Any, how: Any, **more: Any) -> Word:
    return Word(name=name, kind=kind, label=label, source="application", how=how, changeable=True, **more)


WORDS: Final = register(
    "programmes",
    (
        _firm("country", "country", _("Country of the firm")),
        _firm("employees", "number", _("Employees"), unit=_("people")),
        _firm("revenue", "money", _("Yearly revenue")),
        _firm("age_months", "number", _("Age of the firm"), unit=_("months"), most=2400),
        _firm("sectors", "codes", _("Sectors"), codes=_SECTORS),
        _firm("services", "codes", _("Services by EBOPS category"), _OFFER),
        _firm("languages", "codes", _("Working languages"), codes=_LANGUAGES),
        _answer("exports", "money", _("Exports in the last year")),
        _answer("state_aid", "money", _("State aid in three years")),
        _answer("incubation_months", "number", _("Time in an incubator at home"), unit=_("months"), most=2400),
        Word(
            name="grants_received",
            kind="number",
            label=_("Earlier grants of this programme"),
            source="records",
            how=_RECORDS,
        ),
        _planned("target", "country", _("Country to land in"), _WHERE),
        _planned("stay_days", "number", _("Length of the stay"), _WHERE, unit=_("days"), most=1000),
        _planned(
            "lead_time_days",
            "number",
            _("Time between applying and the first day"),
            _WHERE,
            unit=_("days"),
            most=1000,
        ),
        _planned("travellers", "number", _("Travellers"), _WHERE, unit=_("people")),
        _planned("already_committed", "yes_no", _("Costs already committed"), _PLAN),
        _planned("amount", "money", _("Amount requested"), _BUDGET),
    ),
)
