from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ground.web import page_keys
from landings.desks import queries
from network.desk.queries import MOST, desk_of
from network.members.models import MemberRequest


def desk(request: MemberRequest) -> HttpResponse:
    """One page for every role: what waits for me, the most urgent first."""
    now, after = timezone.now(), page_keys.moment_and_key(request.GET.get("after", ""))
    work = desk_of(request.user.pk, now=now, after=after)
    shown = {
        "work": work,
        "beside": queries.beside(request.user, now=now),
        "most": MOST,
        "is_first": after is None,
        "next": page_keys.behind(*work.next_key) if work.next_key else "",
    }
    if after is None:
        # The bar says the same number, and need not ask.
        shown["desk_count"] = work.count
    return render(request, "landings/desks/desk.html", shown)


def badge(request: MemberRequest) -> HttpResponse:
    """The piece of the bar that says how much waits."""
    return render(request, "ui/_desk_badge.html")
