from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from network.safety import actions, lockout


def end_waiting(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail. Opening it does nothing yet: mail programs open links, too."""
    member = lockout.member_let_out(token)
    if member is None:
        raise Http404
    ended = request.method == "POST"
    if ended:
        actions.end_waiting(lockout.addresses_of(member))
    return render(request, "network/safety/end_waiting.html", {"ended": ended})
