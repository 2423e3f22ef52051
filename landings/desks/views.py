from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from landings.desks import queries
from network.members.models import Member


def desk(request: HttpRequest) -> HttpResponse:
    """One page for every role: what waits for me, oldest first."""
    assert isinstance(request.user, Member)
    shown = {
        "desk": queries.desk_of(request.user, now=timezone.now()),
        "memberships": queries.memberships_of(request.user),
    }
    return render(request, "landings/desks/desk.html", shown)
