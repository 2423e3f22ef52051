"""What an application still lacks before it can be submitted, step by step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from landings.applications.models import Application

MOST_DAYS: Final = 1000
MOST_TRAVELLERS: Final = 50
STEPS: Final = ("firm", "where", "plan", "budget", "offers", "check")


@dataclass(frozen=True, slots=True)
class Lack:
    step: str
    field: str
    words: str | Promise


_NEEDED: Final[tuple[tuple[Lack, Callable[[Application], bool]], ...]] = (
    (Lack("firm", "country", _("the country of the firm")), lambda a: bool(a.answers.get("country"))),
    (Lack("firm", "sectors", _("a sector")), lambda a: bool(a.sectors)),
    (Lack("where", "target_country", _("the country to land in")), lambda a: bool(a.target_country)),
    (Lack("where", "starts_on", _("the first day")), lambda a: a.starts_on is not None),
    (Lack("where", "stay_days", _("the length of the stay")), lambda a: bool(a.stay_days)),
    (Lack("plan", "objectives", _("what you want to achieve")), lambda a: bool(a.objectives.strip())),
    (Lack("plan", "already_committed", _("whether costs are committed")), lambda a: a.already_committed is not None),
    (Lack("budget", "amount", _("the amount you ask for")), lambda a: bool(a.amount)),
)


def lacks(application: Application, today: date) -> list[Lack]:
    """In the order of the steps. What was typed and does not fit is lacking too, and what the terms do not allow."""
    missing = [lack for lack, is_there in _NEEDED if not is_there(application)] + _beyond_terms(application)
    misfits = [Lack(step, next(iter(typed), ""), _("a correction")) for step, typed in application.typed.items()]
    fixed = {lack.step for lack in misfits}
    missing = [lack for lack in missing if lack.step not in fixed or lack.field not in application.typed[lack.step]]
    if application.starts_on and application.starts_on <= today:
        missing.append(Lack("where", "starts_on", _("a first day that lies ahead")))
    return sorted(missing + misfits, key=lambda lack: STEPS.index(lack.step))


def _beyond_terms(application: Application) -> list[Lack]:
    """By the version it was sent under; a draft by what is in force."""
    version = application.version or application.programme.current
    terms = version.document if version else {}
    shortest, longest = terms.get("shortest_stay", 1), terms.get("longest_stay", MOST_DAYS)
    found = []
    if application.stay_days and not shortest <= application.stay_days <= longest:
        words = gettext("a stay of %(shortest)d to %(longest)d days") % {"shortest": shortest, "longest": longest}
        found.append(Lack("where", "stay_days", words))
    if application.travellers > terms.get("travellers", MOST_TRAVELLERS):
        words = ngettext("%(most)d traveller at most", "%(most)d travellers at most", terms["travellers"])
        found.append(Lack("where", "travellers", words % {"most": terms["travellers"]}))
    return found
