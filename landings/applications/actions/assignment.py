"""How applications are reviewed: by whom, by which rubric, and who is asked next."""

from datetime import datetime

from django.db.models import QuerySet

from ground.tables.locks import locked
from landings.applications import rules
from landings.applications.models import Application, Review, Score
from landings.applications.queries.scoring import criteria_of, rubric_of
from landings.programmes.models import Officer, Programme
from network.members.models import Member
from network.reviews.actions.steps import assign_step, hand_back_step
from network.reviews.kinds import ReviewKind, RubricLine, register


def assign(application: Application, wanted: int | None, now: datetime) -> list[Review]:
    """New reviews, up to `wanted`, or as many as the programme has for each."""
    _hold_pool(application)
    return assign_step(KIND, application, wanted=wanted, now=now)


def assign_instead(review: Review, application: Application, now: datetime) -> list[Review]:
    """Of whoever is free, when the reviewer goes; the review that they had not written is no more."""
    _hold_pool(application)
    return hand_back_step(KIND, review, application, now=now)


def _hold_pool(application: Application) -> None:
    # Locked so that two submissions at once do not both take the least busy reviewer.
    locked(Programme.objects).get(pk=application.programme_id)


def _reviewers(application: Application) -> QuerySet[Member]:
    roles = Officer.objects.filter(programme_id=application.programme_id, role=Officer.Role.REVIEWER)
    return Member.objects.filter(pk__in=roles.values("member_id"))


def _ask(application: Application, reviewer: Member, now: datetime) -> Review:
    return Review.objects.create(application=application, reviewer=reviewer, assigned_at=now)


def _score(review: Review, line: RubricLine, points: int, words: str) -> None:
    Score.objects.create(review=review, criterion_id=line.row, points=points, justification=words)


KIND = register(
    ReviewKind(
        name="application",
        reviews=lambda application: Review.objects.filter(application=application),
        pool=lambda application: Review.objects.filter(application__programme_id=application.programme_id),
        reviewers=_reviewers,
        wanted=lambda application: application.programme.reviewers_per_application,
        has_conflict=rules.has_known_conflict,
        rubric=lambda application: rubric_of(application, criteria_of(application)),
        ask=_ask,
        score=_score,
    )
)
