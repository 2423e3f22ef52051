"""What machines ask every site for: which pages are theirs to read, and its icon."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static

DAY: Final = 86_400
NOT_THEIRS: Final = (
    *("/account/", "/staff/", "/operating/", "/metrics", "/readyz", "/search/", "/feed/", "/me/"),
    # Personal links, should one ever be left where a machine finds it.
    *("/calendar/", "/invitations/", "/introductions/answer/", "/letters/by/", "/notices/unsubscribe/"),
)


def robots(request: HttpRequest) -> HttpResponse:
    """A demo is fiction, which no search should take for news."""
    kept_out = ("/",) if settings.DEMO else NOT_THEIRS
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in kept_out), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", headers=_kept())


def favicon(request: HttpRequest) -> HttpResponse:
    """For whoever does not read the page, which names the drawn one."""
    answer = redirect(static("img/favicon.ico"))
    for name, value in _kept().items():
        answer[name] = value
    return answer


def _kept() -> dict[str, str]:
    return {"Cache-Control": f"public, max-age={DAY}"}
