from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ground.web import page_keys
from network.directory.queries import vocabulary
from network.forums import queries
from network.forums.forms import SearchForm


def search(request: HttpRequest) -> HttpResponse:
    asked = request.GET.copy()
    asked["q"] = " ".join(asked.get("q", "").replace("\0", "").split())[:200]
    form = SearchForm(asked, request.user)
    before = asked.get("before", "")
    wish = form.asked
    hits = queries.Hits()
    if wish:
        hits = queries.search(request.user, replace(wish, before=page_keys.number(before) or 0))
    meant = ""
    if wish and not hits.rows and not before:
        meant = vocabulary.meant(
            wish.words, lambda words: bool(queries.search(request.user, replace(wish, words=words), 1).rows)
        )
    shown = {
        "form": form,
        "wish": wish,
        "hits": hits,
        "meant": meant,
        "before": before,
        "meant_address": _address(request, q=meant),
        "next_address": _address(request, before=str(hits.next_key)),
        "first_address": _address(request, before=""),
        "wide_address": _address(request, thread=""),
        "mine": queries.followed_boards(request.user),
    }
    return render(request, "network/forums/search.html", shown)


def _address(request: HttpRequest, **changed: str) -> str:
    """This search with other words or another page; what is empty is left out, and a new search begins at its start."""
    asked = {**request.GET.dict(), "before": "", **changed}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"
