"""Finding what the one who asks may see; what is hidden is not found."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from events.booths import rules
from events.booths.models import Booth
from network.members.models import Member


def me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user


def seen_booth(request: HttpRequest, booth_id: int) -> Booth:
    seen = Booth.objects.visible_to(request.user).select_related("stream", "firm", "hall__stream", "show__organiser")
    return get_object_or_404(seen, pk=booth_id)


def own_booth(request: HttpRequest, booth_id: int) -> Booth:
    """A booth that the one who asks may dress."""
    booth = seen_booth(request, booth_id)
    if not rules.may_dress(request.user, booth):
        raise PermissionDenied
    return booth
