"""What the doors of forums answer: JSON to the page's outbox, a page to a plain form."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ground.web import replies
from network.forums import queries
from network.forums.live.drawing import post_html
from network.forums.models import Post, Thread


def address(post: Post) -> str:
    """The exact place of a post: its page, and its anchor there."""
    page = queries.page_of(post.number)
    return f"{reverse('network:thread', args=[post.thread_id])}?from={page}#post-{post.pk}"


def written(request: HttpRequest, post: Post) -> HttpResponse:
    """The post as `actions.reply` gives it: what it wrote is not read again."""
    return _posted(request, post, lambda: queries.completed([post])[0])


def shown(request: HttpRequest, post: Post) -> HttpResponse:
    """The post as everybody sees it now, in its place."""
    return _posted(request, post, lambda: queries.post_piece(post.pk))


def _posted(request: HttpRequest, post: Post, whole: Callable[[], Post]) -> HttpResponse:
    piece = post_html(whole()) if replies.by_outbox(request) else ""
    return replies.posted(request, id=f"post-{post.pk}", piece=piece, path=address(post))


def refused(request: HttpRequest, form: forms.Form, status: int) -> HttpResponse | None:
    """What is wrong, for the outbox. None when a page must be shown instead."""
    if status == 409:
        message = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return replies.key_reused(request, message) if replies.by_outbox(request) else None
    return replies.refused(request, form)


def gone(request: HttpRequest, form: forms.Form) -> HttpResponse:
    """For a thread that is hidden or absent alike: the words that were typed are given back."""
    words = _("This thread is no longer here. Your words are: copy what you want to keep.")
    return _given_back(request, form, words, 404)


def no_voice(request: HttpRequest, form: forms.Form) -> HttpResponse:
    words = _("Not everyone may write on this board. Your words are here: copy what you want to use elsewhere.")
    return _given_back(request, form, words, 403)


def _given_back(request: HttpRequest, form: forms.Form, words: str, status: int) -> HttpResponse:
    if replies.by_outbox(request):
        return JsonResponse({"message": words}, status=status)
    typed = {"words": words, "body": form.data.get("body", "")}
    return render(request, "network/forums/gone.html", typed, status=status)


def to_thread(thread: Thread) -> HttpResponse:
    return redirect("network:thread", thread.pk)
