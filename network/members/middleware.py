"""Every request is answered in the member's time zone and language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from ground.places.zones import zone_named


class ZoneMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = getattr(request.user, "time_zone", "") or "UTC"
        language = getattr(request.user, "language", "") or translation.get_language()
        with timezone.override(zone_named(zone)), translation.override(language):
            request.LANGUAGE_CODE = translation.get_language() or "en"
            return self.get_response(request)
