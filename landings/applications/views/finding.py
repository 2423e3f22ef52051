"""Finding an application for a door: what is not seen is not there, what is not theirs to do is refused."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from landings.applications import rules
from landings.applications.models import Application, Review
from landings.programmes import queries as programmes
from landings.programmes.models import Programme
from landings.programmes.rules import reads_applications
from network.members.models import MemberRequest


def seen(request: MemberRequest, application_id: int) -> Application:
    found = Application.objects.visible_to(request.user).distinct()
    found = found.select_related("stream", "programme__current", "firm", "applicant", "version")
    return get_object_or_404(found, pk=application_id)


def own(request: MemberRequest, application_id: int) -> Application:
    """Of the member's own firm. To everybody else there is no such door."""
    application = seen(request, application_id)
    if not rules.is_applicant(request.user, application):
        raise Http404
    return application


def decided_by(request: MemberRequest, application_id: int) -> Application:
    application = seen(request, application_id)
    if not rules.may_decide(request.user, application):
        if rules.is_applicant(request.user, application):
            raise Http404
        raise PermissionDenied
    return application


def asked_of(request: MemberRequest, review_id: int) -> Review:
    """Of those that the member was asked for, also if she stepped back from it, while she works for the programme."""
    reviews = Review.objects.select_related(
        "application__programme", "application__firm", "application__version", "application__stream"
    )
    works_here = {"application__programme__officers__member": request.user}
    return get_object_or_404(reviews, pk=review_id, reviewer=request.user, **works_here)


def desk_of(request: MemberRequest, slug: str) -> Programme:
    """The programme's desk, for those who read its applications."""
    programme = programmes.called_at_desk(slug, request.user)
    if programme is None:
        raise Http404("No Programme matches the given query.")
    if not reads_applications(request.user, programme):
        raise PermissionDenied
    return programme
