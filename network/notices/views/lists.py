from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from ground.web import page_keys
from network.members.models import MemberRequest
from network.notices import actions, queries
from network.notices.forms import Preferences
from realtime.notices import Notice, unsubscribed_by


def notices(request: MemberRequest) -> HttpResponse:
    before, unread_only = page_keys.key_in(request) or 0, request.GET.get("show") == "unread"
    words = queries.tray(request.user, timezone.now(), before=before, unread_only=unread_only)
    return render(request, "network/notices/tray.html", words)


def badge(request: MemberRequest) -> HttpResponse:
    """The piece that the browser fetches when the tray's stream says that it has changed."""
    return render(request, "ui/_badge.html")


def news(request: MemberRequest) -> HttpResponse:
    """How many have come since the tray was opened."""
    newest = page_keys.key_in(request, "after") or 0
    words = {"newest": newest, "count": queries.newer_than(request.user, newest)}
    return render(request, "network/notices/_news.html", words)


def go(request: MemberRequest, notice_id: int) -> HttpResponse:
    try:
        notice = actions.open_notice(notice_id, by=request.user, now=timezone.now())
    except Notice.DoesNotExist:
        raise Http404 from None
    return redirect(notice.path)


def read_all(request: MemberRequest) -> HttpResponse:
    count = actions.read_all(by=request.user, now=timezone.now())
    messages.success(request, ngettext("%d notice is read.", "%d notices are read.", count) % count)
    return redirect("network:notices")


def preferences(request: MemberRequest) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = Preferences(posted, initial=queries.quiet_hours(request.user))
    if posted is not None and form.is_valid():
        actions.choose(by=request.user, ways=form.ways, quiet=form.quiet, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("network:preferences")
    said = posted.dict() if posted is not None else None
    shown = {"form": form, "areas": queries.choices(request.user, said)}
    return render(request, "network/notices/preferences.html", shown, status=422 if form.errors else 200)


@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail: a page with one button, and what a mail program posts by itself (RFC 8058)."""
    found = unsubscribed_by(token)
    if found is None:
        raise Http404
    member, kinds, daily = found
    if request.method == "POST":
        actions.stop_mails(member=member, kinds=[kind.name for kind in kinds], daily=daily, now=timezone.now())
    words = {"labels": [kind.label for kind in kinds], "daily": daily, "done": request.method == "POST"}
    return render(request, "network/notices/unsubscribe.html", words)
