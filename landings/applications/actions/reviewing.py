from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from landings.applications import rules
from landings.applications.actions.held import held
from landings.applications.assignment import assign
from landings.applications.facts import ConflictDeclared, Reviewed, ReviewerAssigned
from landings.applications.models import Application, Review, Score
from landings.applications.scoring import criteria_of
from landings.applications.states import State
from network.members.models import Member
from realtime.revocation import revoke
from realtime.streams import publish


@transaction.atomic
def declare_conflict(review_id: int, *, by: Member, reason: str, now: datetime) -> Review:
    """She steps back and the next free reviewer is asked. Declaring twice does nothing."""
    review, application = _held_review(review_id, by)
    if review.conflict_at is not None:
        return review
    if review.submitted_at is not None:
        raise ValidationError(_("You have scored this application already."), code="not_now")
    if not reason.strip():
        raise ValidationError(_("Say in a few words what the conflict is."), code="empty")
    review.conflict_at, review.conflict_reason = now, reason.strip()[:400]
    review.save()
    revoke(review.reviewer_id)
    for other in assign(application, 1, now) if application.is_open else []:
        publish(ReviewerAssigned(review_id=other.pk), to=application.stream, by=None, at=now)
    publish(ConflictDeclared(review_id=review.pk), to=application.stream, by=by.pk, at=now)
    return review


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
    review, application = _held_review(review_id, by)
    if not rules.may_review(by, review) or rules.has_known_conflict(by, application):
        raise PermissionDenied
    if review.submitted_at is not None:
        return review
    if not application.is_open:
        raise ValidationError(_("This application was decided or withdrawn meanwhile."), code="not_now")
    _keep_scores(review, application, scores)
    review.recommendation, review.comment, review.submitted_at = recommendation, comment.strip(), now
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


def _held_review(review_id: int, by: Member) -> tuple[Review, Application]:
    review = Review.objects.get(pk=review_id)
    application = held(review.application_id)
    review.refresh_from_db()
    if review.reviewer_id != by.pk:
        raise PermissionDenied
    return review, application


def _keep_scores(review: Review, application: Application, scores: Mapping[str, tuple[int, str]]) -> None:
    for line in criteria_of(application):
        points, words = scores.get(line.key, (0, ""))
        if points not in range(1, 6) or not words.strip():
            message = _("“%(line)s” needs 1 to 5 points and a justification.")
            raise ValidationError(message, code="incomplete", params={"line": line.label})
        Score.objects.create(review=review, criterion=line, points=points, justification=words.strip())
