from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from ground.web.policies import View
from network.papers import queries
from network.papers.models import Paper


def of(kind: Paper.Kind) -> View:
    """The door of one kind."""
    return partial(paper, kind=kind.value)


def paper(request: HttpRequest, kind: str) -> HttpResponse:
    """What nobody has written is there for staff alone, who are told whose it is to write."""
    found = queries.paper_in(kind, get_language() or "")
    if found is None and not getattr(request.user, "is_staff", False):
        raise Http404
    return render(request, "network/papers/paper.html", {"paper": found, "kind": Paper.Kind(kind)})
