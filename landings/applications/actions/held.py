"""The application, locked, when the member may do what they ask."""

from django.core.exceptions import PermissionDenied

from landings.applications import rules
from landings.applications.models import Application
from network.members.models import Member


def held(application_id: int) -> Application:
    found = Application.objects.select_for_update(no_key=True, of=("self",))
    return found.select_related("stream", "programme__current", "programme__stream", "firm", "version").get(
        pk=application_id
    )


def held_by_applicant(application_id: int, by: Member) -> Application:
    application = held(application_id)
    if not rules.is_applicant(by, application):
        raise PermissionDenied
    return application


def held_by_officer(application_id: int, by: Member) -> Application:
    application = held(application_id)
    if application.is_draft or not rules.may_decide(by, application):
        raise PermissionDenied
    return application
