"""Each browser in which somebody is signed in is known, and when it was last seen."""

from collections.abc import Callable
from datetime import datetime
from secrets import token_hex
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from network.safety import actions
from network.safety.actions.origins import DEVICE, origin_of
from network.safety.rules import SEEN_EACH

SEEN: Final = "signed_in"
YEAR: Final = 365 * 86_400
NEVER: Final = (0, 0.0, "")


class WhereSignedIn:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if DEVICE not in request.COOKIES:
            request.new_device = token_hex(16)  # type: ignore[attr-defined]  # ours, read by arrivals
        response = self.get_response(request)
        if request.user.is_authenticated and request.session.session_key:
            _look(request)
            if number := getattr(request, "new_device", ""):
                _mark(response, number)
        return response


def _look(request: HttpRequest) -> None:
    """Nothing is written while the browser was seen a moment ago, with the same key."""
    now = timezone.now()
    _pk, at, key = request.session.get(SEEN) or NEVER
    if key != request.session.session_key or now.timestamp() - at >= SEEN_EACH.total_seconds():
        remember(request, request.user.pk, now)


def remember(request: HttpRequest, member_id: int | None, now: datetime) -> str:
    """The browser is there now, under the key that its session has now, which is returned."""
    session = request.session
    if session.session_key is None:
        session.save()
    pk, _at, _key = session.get(SEEN) or NEVER
    key, origin = str(session.session_key), origin_of(request)
    if not (pk and actions.saw(pk, key, origin=origin, now=now)):
        pk = actions.sign_in(member_id or 0, key, origin=origin, now=now).pk
    session[SEEN] = [pk, now.timestamp(), key]
    return key


def _mark(response: HttpResponse, number: str) -> None:
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(DEVICE, number, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
