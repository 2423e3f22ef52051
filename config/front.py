"""The front page, and what a visitor may choose before having an account: light or dark, and the language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.i18n import set_language

from config import shopwindow
from config.context import THEMES
from ground.ui.navigation import url_of
from ground.web.addresses import is_ours
from network.members import actions as members
from network.members.models import Member

YEAR = 31_536_000


def front(request: HttpRequest) -> HttpResponse:
    """For strangers. A member is taken to what happened since."""
    feed = url_of("network:feed")
    if request.user.is_authenticated and feed:
        return redirect(feed)
    shown = {
        "entries": shopwindow.entries() if settings.DEMO else [],
        "proof": shopwindow.proof(timezone.now()),
        "picture": shopwindow.picture(),
    }
    return render(request, "front.html", shown)


def theme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark or auto in a cookie, so that the next page is born with it, and go back."""
    answer = redirect(_way_back(request))
    wanted = request.POST.get("theme", "")
    answer.set_cookie(
        "theme",
        wanted if wanted in THEMES else "auto",
        max_age=YEAR,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return answer


def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie; a member's with the member, so that every browser and mail of theirs has it."""
    wanted = request.POST.get("language", "")
    if isinstance(request.user, Member) and wanted in dict(settings.LANGUAGES):
        members.describe(by=request.user, profile={"language": wanted})
    return set_language(request)


def _way_back(request: HttpRequest) -> str:
    """The page one came from, if it is ours."""
    back = request.POST.get("next", "")
    return back if is_ours(request, back) else "/"
