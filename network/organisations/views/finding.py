"""Finding an organisation as who asks sees it: what is hidden is absent, what may not be managed is refused."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from network.members.models import MemberRequest
from network.organisations import rules
from network.organisations.models import Organisation


def seen(request: HttpRequest, slug: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.user).select_related("stream"), slug=slug)


def belonging(request: MemberRequest, slug: str) -> Organisation:
    organisation = seen(request, slug)
    if not rules.is_staff(request.user, organisation):
        raise PermissionDenied
    return organisation


def managed(request: MemberRequest, slug: str) -> Organisation:
    organisation = seen(request, slug)
    if not rules.may_manage(request.user, organisation):
        raise PermissionDenied
    return organisation
