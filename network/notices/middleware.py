"""A notice clears when its place is seen, however one came there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from network.members.models import Member
from network.notices import actions
from realtime.notices import trays


class SeenMiddleware:
    """Runs before the page is made, so that the badge on it already counts without what it shows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
        if request.method == "GET" and is_page and request.user.is_authenticated:
            _come(request, request.user)
        return self.get_response(request)


def _come(request: HttpRequest, member: Member) -> None:
    """What the page shows of the tray is asked with whether anything leads here, unless that is read by it."""
    here = trays.tray_here(member.pk, request.path)
    if here is None or not here.leads_here:
        trays.keep(request, here)
    else:
        actions.see(request.path, by=member, now=timezone.now())
