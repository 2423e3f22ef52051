"""The states of an application, their public names, and which step may follow which."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The label is the public name: what the firm reads."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    INFORMATION_WANTED = "information_wanted", _("More information wanted")
    UNDER_REVIEW = "under_review", _("Under review")
    WAITLISTED = "waitlisted", _("On the waiting list")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Not accepted")
    REFERRED = "referred", _("Referred elsewhere")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (State.SUBMITTED, State.INFORMATION_WANTED, State.UNDER_REVIEW, State.WAITLISTED)
DECIDABLE = (State.SUBMITTED, State.UNDER_REVIEW, State.INFORMATION_WANTED, State.WAITLISTED)

_before: dict[str, tuple[str, ...]] = {
    State.SUBMITTED: (State.DRAFT,),
    State.UNDER_REVIEW: (State.SUBMITTED,),
    State.INFORMATION_WANTED: (State.SUBMITTED, State.UNDER_REVIEW, State.WAITLISTED),
    State.WAITLISTED: (State.SUBMITTED, State.UNDER_REVIEW, State.INFORMATION_WANTED),
    State.ACCEPTED: DECIDABLE,
    State.REFUSED: DECIDABLE,
    State.REFERRED: (State.DRAFT, *DECIDABLE),
    State.WITHDRAWN: (State.DRAFT, *OPEN),
}


def may_step(state: str, to: str) -> bool:
    return state in _before.get(to, ())


def check_step(state: str, to: str) -> None:
    """Raises ValidationError (`not_now`) when the step does not follow."""
    if not may_step(state, to):
        words = {"state": State(state).label, "to": State(to).label}
        message = _("This application is “%(state)s” now, so it cannot become “%(to)s”.")
        raise ValidationError(message, code="not_now", params=words)
