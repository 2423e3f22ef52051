"""What an application must hold once it is sent, and until when it is decided: asked by more than one step."""

from datetime import date

from django.core.exceptions import ValidationError

from landings.applications.models import Application
from landings.applications.queries.completeness import lacks
from landings.applications.queries.eligibility import today_of
from landings.programmes.rules import clock

DAY = 86_400


def check_complete(application: Application, on: date, words: str) -> None:
    """Raises ValidationError (`incomplete`) in these words, which may name `what` is missing."""
    missing = lacks(application, on)
    if missing:
        named = ", ".join(str(lack.words) for lack in missing)
        raise ValidationError(words, code="incomplete", params={"lacks": missing, "what": named})


def set_clock(application: Application) -> None:
    """The last day for a decision: by the version it was sent under, less the time in which the firm owed an answer."""
    if application.version is None or application.submitted_at is None:
        return
    owed = -(-application.owed_seconds // DAY)
    sent_on = today_of(application, application.submitted_at)
    application.decision_due_on = clock.due_on(sent_on, application.version.document["decision"], owed)
