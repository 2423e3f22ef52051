from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.forums import queries


def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:200].strip()
    shown = {"q": words, "posts": queries.search(request.user, words), "mine": queries.followed_boards(request.user)}
    return render(request, "network/forums/search.html", shown)
