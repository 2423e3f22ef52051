from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from landings.applications.actions.locks import locked_by_officer
from landings.applications.actions.standing import check_complete, set_clock
from landings.applications.facts import ApplicationDecided, InformationWanted
from landings.applications.models import Application, Decision, InformationRequest
from landings.applications.models.states import State, may_step
from landings.applications.queries.eligibility import today_of
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def want_information(
    application_id: int, *, by: Member, question: str, seen: str = "", now: datetime
) -> InformationRequest:
    """Ask the firm; the decision clock stops until it answers. `seen` is the state the officer was looking at."""
    application = locked_by_officer(application_id, by)
    _check_seen(application, seen, State.INFORMATION_WANTED)
    if not question.strip():
        raise ValidationError(_("Write what you need to know."), code="empty")
    application.want_information(now)
    application.save()
    request = application.information.create(question=question.strip(), asked_by=by, asked_at=now)
    told = InformationWanted(request_id=request.pk)
    publish(told, to=[application.stream, application.programme.stream], by=by.pk, at=now)
    return request


@transaction.atomic
def decide(
    application_id: int,
    *,
    by: Member,
    outcome: str,
    reasons: str,
    referral: str = "",
    conditions: str = "",
    seen: str = "",
    now: datetime,
) -> Decision:
    """Accept, refuse, refer or waitlist, with reasons the firm will read.

    `seen` is the state the officer was looking at. Raises ValidationError: `overtaken` when it changed since,
    `not_now` when that step does not follow, `empty` without reasons, `incomplete` when it is to be accepted and the
    firm, who was asked something, has not yet filled in again what it took out.
    """
    application = locked_by_officer(application_id, by)
    _check_seen(application, seen, outcome)
    if not reasons.strip():
        raise ValidationError(_("Give your reasons: the firm reads them."), code="empty")
    if outcome == State.REFERRED and not referral.strip():
        raise ValidationError(_("Say where the firm should go instead."), code="no_referral")
    if outcome == State.ACCEPTED:
        lacking = _("It cannot be accepted yet, for something is missing in it: %(what)s.")
        check_complete(application, today_of(application, application.submitted_at or now), lacking)
    _close_questions(application, now)
    application.decide(outcome, now)
    if application.is_open:
        set_clock(application)
    application.save()
    words = {"reasons": reasons.strip(), "referral": referral.strip(), "conditions": conditions.strip()}
    decision = Decision.objects.create(application=application, by=by, outcome=outcome, at=now, **words)
    told = ApplicationDecided(application_id=application.pk, decision_id=decision.pk, outcome=outcome)
    publish(told, to=[application.stream, application.programme.stream], by=by.pk, at=now)
    return decision


def _check_seen(application: Application, seen: str, to: str) -> None:
    """One officer wins, the other is told."""
    if (seen and seen != application.state) or not may_step(application.state, to):
        last = application.decisions.select_related("by").last()
        who = last.by.name if last else _("somebody")
        words = {"state": State(application.state).label, "who": who}
        message = _("This application is “%(state)s” now: %(who)s was quicker. Nothing of yours was kept.")
        raise ValidationError(message, code="overtaken", params=words)


def _close_questions(application: Application, now: datetime) -> None:
    """A decision ends the wait for an answer."""
    application.information.filter(answered_at=None).update(answered_at=now)
