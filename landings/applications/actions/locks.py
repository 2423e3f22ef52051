"""The application, locked, when the member may do what they ask."""

from django.core.exceptions import PermissionDenied

from ground.tables.locks import locked
from landings.applications import rules
from landings.applications.models import Application
from network.members.models import Member


def locked_application(application_id: int) -> Application:
    found = locked(Application.objects)
    return found.select_related("stream", "programme__current", "programme__stream", "firm", "version").get(
        pk=application_id
    )


def locked_by_applicant(application_id: int, by: Member) -> Application:
    application = locked_application(application_id)
    if not rules.is_applicant(by, application):
        raise PermissionDenied
    return application


def locked_by_officer(application_id: int, by: Member) -> Application:
    application = locked_application(application_id)
    if application.is_draft or not rules.may_decide(by, application):
        raise PermissionDenied
    return application
