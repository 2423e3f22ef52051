"""A notice clears when its place is seen, however one came there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from network.notices import actions


class SeenMiddleware:
    """Runs before the page is made, so that the badge on it already counts without what it shows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
        if request.method == "GET" and is_page and request.user.is_authenticated:
            actions.see(request.path, by=request.user, now=timezone.now())
        return self.get_response(request)
