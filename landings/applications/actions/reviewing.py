from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from landings.applications.actions.assignment import KIND, assign, assign_instead
from landings.applications.actions.locks import locked_application
from landings.applications.facts import ConflictDeclared, Reviewed, ReviewerAssigned, ReviewHandedBack
from landings.applications.models import Application, Review
from landings.applications.models.states import OPEN, State
from landings.programmes.rules import reads_applications
from network.members.models import Member
from network.reviews.actions.steps import check_may_submit, score_step, step_back_step
from realtime.access.revocation import revoke
from realtime.streams import publish


@transaction.atomic
def declare_conflict(review_id: int, *, by: Member, reason: str, now: datetime) -> Review:
    """She steps back and the next free reviewer is asked. Declaring twice does nothing."""
    review, application = _locked_review(review_id, by)
    if not step_back_step(review, reason=reason, now=now):
        return review
    revoke(review.reviewer_id)
    for other in assign(application, 1, now) if application.is_open else []:
        publish(ReviewerAssigned(review_id=other.pk), to=application.stream, by=None, at=now)
    publish(ConflictDeclared(review_id=review.pk), to=application.stream, by=by.pk, at=now)
    return review


@transaction.atomic
def hand_back(member_id: int, *, programme_id: int | None = None, now: datetime) -> int:
    """What somebody was asked to review and will not, for a programme, or for all: each is asked of the next free one.

    Of applications that are still open; what was written stays. Returns how many were handed back.
    """
    left = Review.objects.filter(reviewer=member_id, submitted_at=None, conflict_at=None)
    if programme_id is not None:
        left = left.filter(application__programme=programme_id)
    keys = left.filter(application__state__in=OPEN).values_list("application_id", flat=True)
    # All of them before the programme's lock, which each assignment takes.
    applications = [locked_application(key) for key in sorted(set(keys))]
    handed_back = sum(_hand_back(application, member_id, now) for application in applications)
    if handed_back:
        revoke(member_id)
    return handed_back


def _hand_back(application: Application, member_id: int, now: datetime) -> int:
    review = application.reviews.filter(reviewer=member_id, submitted_at=None, conflict_at=None).first()
    if review is None or not application.is_open:
        return 0
    handed_back = review.pk
    others = assign_instead(review, application, now)
    for other in others:
        publish(ReviewerAssigned(review_id=other.pk), to=application.stream, by=None, at=now)
    told = ReviewHandedBack(application_id=application.pk, review_id=handed_back, asked=len(others))
    publish(told, to=application.stream, by=None, at=now)
    return 1


@transaction.atomic
def submit_review(
    review_id: int,
    *,
    by: Member,
    scores: Mapping[str, tuple[int, str]],
    recommendation: str,
    comment: str = "",
    now: datetime,
) -> Review:
    """One to five for every criterion with a justification each: key → (points, words). Twice does nothing."""
    review, application = _locked_review(review_id, by)
    check_may_submit(KIND, review, application, by)
    if not reads_applications(by, application.programme):
        raise PermissionDenied
    if review.submitted_at is not None:
        return review
    if not application.is_open:
        raise ValidationError(_("This application was decided or withdrawn meanwhile."), code="not_now")
    score_step(KIND, review, application, scores, comment=comment, now=now)
    review.recommendation = recommendation
    review.full_clean(exclude=["application", "reviewer"])
    review.save()
    if application.state == State.SUBMITTED:
        application.take_under_review(now)
        application.save()
    standing = application.reviews.filter(conflict_at=None)
    done = standing.filter(submitted_at__isnull=False).count()
    told = Reviewed(review_id=review.pk, done=done, of=standing.count())
    publish(told, to=[application.stream, application.programme.stream], by=by.pk, at=now)
    return review


def _locked_review(review_id: int, by: Member) -> tuple[Review, Application]:
    review = Review.objects.get(pk=review_id)
    application = locked_application(review.application_id)
    review.refresh_from_db()
    if review.reviewer_id != by.pk:
        raise PermissionDenied
    return review, application
