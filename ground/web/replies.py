"""Replies to forms that the browser keeps in its outbox until they are acknowledged: see docs/protocol.md.

return replies.posted(request, id=f"post-{post.pk}", piece=html, path=thread.path)
return replies.refused(request, form) or render(request, "…/thread.html", {…}, status=422)
"""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect


def by_outbox(request: HttpRequest) -> bool:
    """The browser's outbox asks, and takes JSON; a form sent without JavaScript takes a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def posted(request: HttpRequest, *, id: str, piece: str, path: str) -> JsonResponse | HttpResponseRedirect:
    """It is kept: the piece that now stands for it, or the page to go to. The same key gives the same answer."""
    if by_outbox(request):
        return JsonResponse({"id": id, "piece": piece, "path": path}, status=201)
    return redirect(path)


def refused(request: HttpRequest, form: forms.BaseForm, *, status: int = 422) -> JsonResponse | None:
    """What is wrong, by field, for the outbox. None when a page must be shown instead."""
    if not by_outbox(request):
        return None
    return JsonResponse({"errors": {name: list(found) for name, found in form.errors.items()}}, status=status)


def key_reused(request: HttpRequest, message: str) -> HttpResponse:
    """The key was already used for something else: 409."""
    if by_outbox(request):
        return JsonResponse({"message": message}, status=409)
    return HttpResponse(message, status=409, content_type="text/plain; charset=utf-8")
