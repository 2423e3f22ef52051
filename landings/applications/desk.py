"""What waits about an application: the firm's draft, its answer to a question, the reviews, the decision."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from ground.places.civil_time import first_moment
from ground.places.zones import zone_named
from landings.applications.facts import (
    ApplicationBegun,
    ApplicationDecided,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ConflictDeclared,
    InformationGiven,
    InformationWanted,
    ReferralTaken,
    Reviewed,
    ReviewerAssigned,
    ReviewHandedBack,
)
from landings.applications.models import Application, InformationRequest, Review
from landings.applications.models.states import State
from landings.programmes.desk import OFFICERS
from network.desk.kinds import Work, WorkKind, WorkSource, by, one
from network.organisations.desk import PEOPLE
from network.organisations.facts import PageChanged

DRAFT = WorkKind(
    name="application.draft",
    icon="file-pen",
    words=_("Finish your application to %(programme)s"),
    route="landings:application",
    patience=timedelta(days=30),
)
QUESTION = WorkKind(
    name="application.question",
    icon="message-circle-question-mark",
    words=_("%(programme)s asks you a question"),
    route="landings:application",
)
REVIEW = WorkKind(
    name="application.review",
    icon="clipboard-pen",
    words=_("Review the application of %(firm)s"),
    route="landings:review",
)
DECISION = WorkKind(
    name="application.decision",
    icon="gavel",
    words=_("Decide on the application of %(firm)s"),
    route="landings:application",
)
# While information is wanted, it is the firm's turn.
DECIDABLE = (State.SUBMITTED, State.UNDER_REVIEW, State.WAITLISTED)
OF_APPLICATION = (
    ApplicationBegun,
    ApplicationSubmitted,
    ApplicationDecided,
    ReferralTaken,
    ApplicationWithdrawn,
    ReviewHandedBack,
)
OF_REVIEW = (ReviewerAssigned, ConflictDeclared, Reviewed)
OF_QUESTION = (InformationWanted, InformationGiven)


def _of_review(told: ReviewerAssigned | ConflictDeclared | Reviewed) -> list[int]:
    return list(Review.objects.filter(pk=told.review_id).values_list("application_id", flat=True))


def _of_question(told: InformationWanted | InformationGiven) -> list[int]:
    asked = InformationRequest.objects.filter(pk=told.request_id)
    return list(asked.values_list("application_id", flat=True))


def _of_firm_elsewhere(told: PageChanged) -> list[int]:
    """Whose decision is due by another clock."""
    if "time_zone" not in told.fields:
        return []
    rows = Application.objects.filter(firm_id=told.organisation_id, state__in=DECIDABLE)
    return list(rows.values_list("pk", flat=True))


def _truth(keys: Collection[int]) -> Iterator[Work]:
    rows = Application.objects.filter(pk__in=keys).select_related("firm").prefetch_related("reviews")
    for application in rows:
        if application.state == State.DRAFT:
            yield _of_firm(application, DRAFT, application.created_at)
        elif application.state == State.INFORMATION_WANTED:
            yield _of_firm(application, QUESTION, application.information_wanted_at or application.saved_at)
        elif application.state in DECIDABLE:
            yield _decision(application)
            yield from _reviews(application)


def _of_firm(application: Application, kind: WorkKind, since: datetime) -> Work:
    return Work(
        kind=kind,
        subject=application.pk,
        group=(PEOPLE, application.firm_id),
        since=since,
        says={"programme": ("programme", application.programme_id)},
    )


def _decision(application: Application) -> Work:
    return Work(
        kind=DECISION,
        subject=application.pk,
        group=(OFFICERS, application.programme_id),
        since=application.submitted_at or application.saved_at,
        due_at=_due_at(application),
        says={"firm": ("organisation", application.firm_id)},
        not_for=[(PEOPLE, application.firm_id)],
    )


def _reviews(application: Application) -> Iterator[Work]:
    for review in application.reviews.all():
        if review.submitted_at is None and review.conflict_at is None:
            yield Work(
                kind=REVIEW,
                subject=application.pk,
                target=review.pk,
                group=one(review.reviewer_id),
                since=review.assigned_at,
                due_at=_due_at(application),
                says={"firm": ("organisation", application.firm_id)},
            )


def _due_at(application: Application) -> datetime | None:
    """The end of the day on which the firm was told to have its answer, where the firm is."""
    due_on = application.decision_due_on
    return first_moment(due_on + timedelta(days=1), zone_named(application.firm.time_zone)) if due_on else None


SOURCE = WorkSource(
    name="applications",
    kinds=(DRAFT, QUESTION, REVIEW, DECISION),
    facts={
        **dict.fromkeys(OF_APPLICATION, by("application_id")),
        **dict.fromkeys(OF_REVIEW, _of_review),
        **dict.fromkeys(OF_QUESTION, _of_question),
        PageChanged: _of_firm_elsewhere,
    },
    truth=_truth,
    subjects=Application.objects.all,
)
