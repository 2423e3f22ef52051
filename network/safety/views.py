from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.members.models import MemberRequest
from network.safety import actions, queries
from network.safety.actions import lockout
from network.safety.actions.origins import origin_of
from network.safety.models import SignedIn


def safety(request: MemberRequest) -> HttpResponse:
    words = queries.safety_page(request.user, request.session.session_key or "", timezone.now())
    return render(request, "network/safety/safety.html", words)


def end(request: MemberRequest, signed_in_id: int) -> HttpResponse:
    found = get_object_or_404(SignedIn, pk=signed_in_id, member=request.user)
    actions.end(found.pk, by=request.user, origin=origin_of(request), now=timezone.now())
    messages.success(request, _("It is signed out."))
    return redirect("network:safety")


def end_all(request: MemberRequest) -> HttpResponse:
    """Every other browser, and this one where that is asked for."""
    key, origin = request.session.session_key or "", origin_of(request)
    ended = actions.end_others(request.user.pk, but=key, origin=origin, now=timezone.now())
    if "here" in request.POST:
        logout(request)
        return redirect("front")
    words = ngettext("%(n)d other browser is signed out.", "%(n)d other browsers are signed out.", ended)
    messages.success(request, words % {"n": ended})
    return redirect("network:safety")


def end_waiting(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail. Opening it does nothing yet: mail programs open links, too."""
    member = lockout.member_let_out(token)
    if member is None:
        raise Http404
    ended = request.method == "POST"
    if ended:
        actions.end_waiting(lockout.addresses_of(member))
    return render(request, "network/safety/end_waiting.html", {"ended": ended})
