"""What an application still lacks before it can be submitted, step by step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from landings.applications.models import Application

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
    """In the order of the steps. What was typed and does not fit is lacking too."""
    missing = [lack for lack, is_there in _NEEDED if not is_there(application)]
    misfits = [Lack(step, next(iter(typed), ""), _("a correction")) for step, typed in application.typed.items()]
    fixed = {lack.step for lack in misfits}
    missing = [lack for lack in missing if lack.step not in fixed or lack.field not in application.typed[lack.step]]
    if application.starts_on and application.starts_on <= today:
        missing.append(Lack("where", "starts_on", _("a first day that lies ahead")))
    return sorted(missing + misfits, key=lambda lack: STEPS.index(lack.step))
