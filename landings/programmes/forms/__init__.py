"""What an officer types: the terms, the rules, who works for the programme."""

from landings.programmes.forms.languages import InLanguage, other_languages
from landings.programmes.forms.people import Appoint, AppointByStaff, Publish
from landings.programmes.forms.rules import RuleRow, RuleRows
from landings.programmes.forms.terms import Terms

__all__ = [
    "Appoint",
    "AppointByStaff",
    "InLanguage",
    "Publish",
    "RuleRow",
    "RuleRows",
    "Terms",
    "other_languages",
]
