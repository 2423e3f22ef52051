from django.http import HttpResponse
from django.shortcuts import render

from network.feed import queries
from network.members.doors import MemberRequest
from network.members.queries import own_page


def feed(request: MemberRequest) -> HttpResponse:
    key = request.GET.get("before", "")
    before = int(key) if key.isascii() and key.isdecimal() and len(key) < 18 else 0
    words = {"page": queries.page(request.user, before=before), "before": before, **own_page(request.user)}
    return render(request, "network/feed/feed.html", words)
