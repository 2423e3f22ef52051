"""Who may keep an answer, and which of a browser's powers a page of ours may use."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from ground.web.policies import policy_of

NOT_KEPT: Final = "private, no-store"
ASKED_AGAIN: Final = "private, no-cache"

# Passkeys and the clipboard are used, by our own pages. What else a browser can do, none of them asks for.
USED: Final = ("publickey-credentials-create", "publickey-credentials-get", "clipboard-write")
UNUSED: Final = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture",
    "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "screen-wake-lock",
    "serial", "storage-access", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS: Final = ", ".join([*(f"{name}=(self)" for name in USED), *(f"{name}=()" for name in UNUSED)])


class PrivateAnswers:
    """An answer that says nothing of it is kept by nobody where it holds what is somebody's own.

    That is all that a member is answered, and all behind a personal link. Pages that are open to everybody hold a
    member's name at most: those may be kept by their own browser, which asks whether they still hold.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if kept := _rule(request):
            answer.headers.setdefault("Cache-Control", kept)
        return answer


def _rule(request: HttpRequest) -> str:
    """Empty for what anybody may have: static files, and open pages to a visitor."""
    match = request.resolver_match
    if match is None:
        return NOT_KEPT if _known(request) else ""
    policy = policy_of(match.func)
    if policy is not None and policy.door == "open":
        return ASKED_AGAIN if _known(request) else ""
    return NOT_KEPT


def _known(request: HttpRequest) -> bool:
    return bool(hasattr(request, "user") and request.user.is_authenticated)
