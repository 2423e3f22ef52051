from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from landings.applications.actions.assignment import assign
from landings.applications.actions.locks import locked_by_applicant
from landings.applications.actions.standing import check_complete, set_clock
from landings.applications.facts import (
    ApplicationSubmitted,
    ApplicationWithdrawn,
    InformationGiven,
    ReferralTaken,
    ReviewerAssigned,
)
from landings.applications.models import Application
from landings.applications.models.states import State
from landings.applications.queries.eligibility import facts_of, today_of, verdicts_of
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def submit(application_id: int, *, by: Member, now: datetime) -> Application:
    """Freeze version and facts, and ask the reviewers. Submitting twice gives the same application.

    Raises ValidationError: `closed`, `incomplete` (params: lacks), `not_eligible` (params: verdicts).
    """
    application = locked_by_applicant(application_id, by)
    if application.submitted_at is not None and application.is_open:
        return application
    _check_sendable(application, now)
    version = application.programme.current
    if version is None:
        raise ValidationError(_("This programme takes no applications now."), code="closed")
    today = today_of(application, now)
    application.submit(version, dict(facts_of(application, today)), now)
    application.applicant = by
    set_clock(application)
    application.save()
    reviews = assign(application, None, now)
    told = ApplicationSubmitted(application_id=application.pk, version=version.number)
    publish(told, to=[application.stream, application.programme.stream], by=by.pk, at=now)
    for review in reviews:
        publish(ReviewerAssigned(review_id=review.pk), to=application.stream, by=None, at=now)
    return application


@transaction.atomic
def take_referral(application_id: int, *, by: Member, now: datetime) -> Application:
    """Close a draft that fails a rule: the firm goes where it is referred. Twice does nothing."""
    application = locked_by_applicant(application_id, by)
    if application.state == State.REFERRED:
        return application
    failed = [verdict for verdict in verdicts_of(application, now) if verdict.answer == "fail"]
    if not application.is_draft or not failed:
        raise ValidationError(_("No rule refers this application elsewhere."), code="not_now")
    application.refer(application.programme.current, dict(facts_of(application, today_of(application, now))), now)
    application.save()
    told = ReferralTaken(application_id=application.pk, rules=[verdict.key for verdict in failed])
    publish(told, to=[application.stream, application.programme.stream], by=by.pk, at=now)
    return application


@transaction.atomic
def withdraw(application_id: int, *, by: Member, now: datetime) -> Application:
    """The firm takes it back, until it is decided. Twice does nothing."""
    application = locked_by_applicant(application_id, by)
    if application.state == State.WITHDRAWN:
        return application
    was_draft = application.is_draft
    application.withdraw(now)
    application.save()
    streams = [application.stream] if was_draft else [application.stream, application.programme.stream]
    publish(ApplicationWithdrawn(application_id=application.pk), to=streams, by=by.pk, at=now)
    return application


@transaction.atomic
def give_information(application_id: int, *, by: Member, answer: str, now: datetime) -> Application:
    """Answer the officer's question; facts are taken anew, the day of applying stays.

    Raises ValidationError: `not_now` without an open question, `empty`, `incomplete` where a page lost what it needs.
    """
    application = locked_by_applicant(application_id, by)
    request = application.information.filter(answered_at=None).first()
    if request is None or application.submitted_at is None:
        raise ValidationError(_("There is no open question. It may have been answered already."), code="not_now")
    if not answer.strip():
        raise ValidationError(_("Write an answer."), code="empty")
    request.answer, request.answered_by, request.answered_at = answer.strip(), by, now
    request.save()
    submitted_on = today_of(application, application.submitted_at)
    application.receive_information(now)
    check_complete(application, submitted_on, _("First fill in what is missing in the application: %(what)s."))
    application.facts = dict(facts_of(application, submitted_on))
    set_clock(application)
    application.save()
    told = InformationGiven(request_id=request.pk)
    publish(told, to=[application.stream, application.programme.stream], by=by.pk, at=now)
    return application


def _check_sendable(application: Application, now: datetime) -> None:
    if not application.is_draft:
        raise ValidationError(_("This application is no longer a draft."), code="not_now")
    if not application.programme.is_open:
        raise ValidationError(_("This programme takes no applications now."), code="closed")
    check_complete(application, today_of(application, now), _("Something is still missing."))
    failed = [verdict for verdict in verdicts_of(application, now) if verdict.answer == "fail"]
    if failed:
        words = _("A rule of the programme is not met.")
        raise ValidationError(words, code="not_eligible", params={"verdicts": failed})
