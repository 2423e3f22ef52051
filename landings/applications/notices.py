"""Who is told of an application's life: the firm, its programme's officers, its reviewers."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landings.applications.facts import (
    ApplicationDecided,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ConflictDeclared,
    InformationGiven,
    InformationWanted,
    Reviewed,
    ReviewerAssigned,
    ReviewHandedBack,
)
from landings.applications.models import Application, Review
from landings.applications.tellings import (
    DECIDED,
    GIVEN,
    REVIEWED,
    SENT,
    TO_REVIEW,
    UNREVIEWED,
    WANTED,
    WITHDRAWN,
)
from landings.programmes.models import Officer
from network.organisations.models import Membership
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare_question, notify
from realtime.streams import Event

_KINDS: dict[str, Any] = {
    SENT: _("A firm applies to my programme"),
    TO_REVIEW: _("I am asked to review"),
    REVIEWED: _("All reviews are in"),
    UNREVIEWED: _("A reviewer leaves, and nobody is free instead"),
    WANTED: _("My programme asks a question"),
    GIVEN: _("A firm answers my question"),
    DECIDED: _("My application is decided"),
    WITHDRAWN: _("A firm withdraws"),
}
_OVER = {ApplicationDecided: "", ApplicationWithdrawn: ""}
# What is asked for, and what answers it.
_UNTIL: dict[str, dict[type[Any], str]] = {
    TO_REVIEW: {Reviewed: "review_id", ConflictDeclared: "review_id", ReviewHandedBack: "review_id", **_OVER},
    REVIEWED: _OVER,
    UNREVIEWED: _OVER,
    WANTED: {InformationGiven: "request_id", **_OVER},
}
for name, label in _KINDS.items():
    declare_question(NoticeKind(name, label=label), until=_UNTIL.get(name, {}))


@on(ApplicationSubmitted)
def tell_officers(event: Event) -> None:
    application = _application_of(event)
    if application:
        _tell(_officers(application), SENT, event, application)


@on(ReviewerAssigned)
def ask_reviewer(event: Event) -> None:
    review = Review.objects.select_related("application__firm", "application__programme").filter(
        pk=event.told.review_id, conflict_at=None, submitted_at=None
    )
    for one in review:
        path = reverse("landings:review", args=[one.pk])
        _tell([one.reviewer_id], TO_REVIEW, event, one.application, path=path)


@on(Reviewed)
def tell_that_all_are_in(event: Event) -> None:
    application = _application_of(event)
    if application and event.told.done == event.told.of:
        _tell(_officers(application), REVIEWED, event, application)


@on(ReviewHandedBack)
def tell_that_nobody_is_free(event: Event) -> None:
    """Who was asked instead hears it themselves; where nobody was, the officers must know."""
    application = _application_of(event)
    if application and not event.told.asked:
        _tell(_officers(application), UNREVIEWED, event, application)


@on(ConflictDeclared)
def tell_that_nobody_else_is_asked(event: Event) -> None:
    """The last one that was waited for stepped back, and there was nobody to ask in her place."""
    application = _application_of(event)
    if application is None or not application.is_open:
        return
    standing = application.reviews.filter(conflict_at=None)
    if standing.exists() and not standing.filter(submitted_at=None).exists():
        _tell(_officers(application), REVIEWED, event, application)


@on(InformationWanted, ApplicationDecided)
def tell_firm(event: Event) -> None:
    application = _application_of(event)
    if application is None:
        return
    kind = DECIDED if isinstance(event.told, ApplicationDecided) else WANTED
    _tell(_people(application), kind, event, application, outcome=getattr(event.told, "outcome", ""))


@on(InformationGiven)
def tell_who_asked(event: Event) -> None:
    application = _application_of(event)
    if application:
        asked = application.information.filter(pk=event.told.request_id).values_list("asked_by_id", flat=True)
        _tell(asked, GIVEN, event, application)


@on(ApplicationWithdrawn)
def tell_that_it_is_withdrawn(event: Event) -> None:
    application = _application_of(event)
    if application and application.submitted_at:
        reviewing = application.reviews.filter(submitted_at=None, conflict_at=None)
        told = {*_officers(application), *reviewing.values_list("reviewer_id", flat=True)}
        _tell(told, WITHDRAWN, event, application, path=reverse("landings:intake", args=[application.programme.slug]))


def _application_of(event: Event) -> Application | None:
    """Of the application's own stream: the same fact on the programme's stream tells nobody again."""
    found = Application.objects.select_related("firm", "programme").filter(stream_id=event.stream_id)
    return found.first()


def _officers(application: Application) -> list[int]:
    officers = Officer.objects.filter(programme_id=application.programme_id, role=Officer.Role.OFFICER)
    return list(officers.values_list("member_id", flat=True))


def _people(application: Application) -> set[int]:
    """The applicant, and who manages the firm."""
    roles = [Membership.Role.OWNER, Membership.Role.MANAGER]
    staff = Membership.objects.filter(organisation_id=application.firm_id)
    here = set(staff.filter(member_id=application.applicant_id).values_list("member_id", flat=True))
    return here | set(staff.filter(role__in=roles).values_list("member_id", flat=True))


def _tell(
    members: Iterable[int], kind: str, event: Event, application: Application, path: str = "", outcome: str = ""
) -> None:
    params = {"firm": application.firm.name, "programme": application.programme.name, "outcome": outcome}
    path = path or reverse("landings:application", args=[application.pk])
    notify(members, kind=kind, event=event, params=params, path=path)
