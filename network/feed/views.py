from django.http import HttpResponse
from django.shortcuts import render

from ground.web import page_keys
from network.feed import queries
from network.members.models import MemberRequest
from network.members.queries import own_page


def feed(request: MemberRequest) -> HttpResponse:
    before = page_keys.key_in(request) or 0
    words = {"page": queries.page(request.user, before=before), "before": before, **own_page(request.user)}
    return render(request, "network/feed/feed.html", words)
