"""Who is told of an application's life: the firm, its programme's officers, its reviewers."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from landings.applications.facts import (
    ApplicationDecided,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ConflictDeclared,
    InformationGiven,
    InformationWanted,
    Reviewed,
    ReviewerAssigned,
)
from landings.applications.models import Application, Review
from landings.applications.states import State
from landings.programmes.models import Officer
from network.organisations.models import Membership
from realtime.notices import NoticeKind, declare_question, notify
from realtime.reactions import on
from realtime.streams import Event

SENT = "applications.sent"
TO_REVIEW = "applications.to_review"
REVIEWED = "applications.reviewed"
WANTED = "applications.information_wanted"
GIVEN = "applications.information_given"
DECIDED = "applications.decided"
WITHDRAWN = "applications.withdrawn"

_KINDS: tuple[tuple[str, Any, Any], ...] = (
    (SENT, gettext_lazy("A firm applies to my programme"), lambda p: _("%(firm)s applied to %(programme)s") % p),
    (TO_REVIEW, gettext_lazy("I am asked to review"), lambda p: _("%(firm)s waits for your review") % p),
    (REVIEWED, gettext_lazy("All reviews are in"), lambda p: _("All reviews of %(firm)s are in: decide") % p),
    (WANTED, gettext_lazy("My programme asks a question"), lambda p: _("%(programme)s asks you something") % p),
    (GIVEN, gettext_lazy("A firm answers my question"), lambda p: _("%(firm)s answered your question") % p),
    (DECIDED, gettext_lazy("My application is decided"), lambda p: _decided(p)),
    (WITHDRAWN, gettext_lazy("A firm withdraws"), lambda p: _("%(firm)s withdrew its application") % p),
)
_OVER = {ApplicationDecided: "", ApplicationWithdrawn: ""}
# What is asked for, and what answers it.
_UNTIL: dict[str, dict[type[Any], str]] = {
    TO_REVIEW: {Reviewed: "review_id", ConflictDeclared: "review_id", **_OVER},
    REVIEWED: _OVER,
    WANTED: {InformationGiven: "request_id", **_OVER},
}
for name, label, sentence in _KINDS:
    declare_question(NoticeKind(name, label=label, sentence=sentence), until=_UNTIL.get(name, {}))


def _decided(params: dict[str, Any]) -> str:
    said = {"programme": params["programme"], "state": State(params["outcome"]).label}
    return _("%(programme)s has decided on your application: %(state)s") % said


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
