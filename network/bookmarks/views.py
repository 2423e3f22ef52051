from collections.abc import Callable
from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.bookmarks import actions, queries
from network.bookmarks.forms import BookmarkForm
from network.bookmarks.models import Bookmark
from network.forums.models import Post, Thread
from network.forums.queries import followed_boards
from network.members.models import MemberRequest

LONGEST = 100


def bookmarks(request: MemberRequest) -> HttpResponse:
    """What one keeps, the newest first, found by words; above it what one wanted to be reminded of."""
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    before = request.GET.get("before", "")
    me = request.user
    shown = {
        "shelf": actions.shelf_of(me.pk),
        "kept": queries.bookmarks_of(me, text=text, before=before),
        "due": [] if text or before else queries.due_of(me),
        "q": text,
        "before": before,
        "mine": followed_boards(me),
    }
    return render(request, "network/bookmarks/bookmarks.html", shown)


def bookmark(request: MemberRequest, bookmark_id: int) -> HttpResponse:
    """One of them: what is kept, its note and its reminder, to be changed."""
    found = _own(request, bookmark_id)
    if request.method == "GET":
        actions.look_at(found, by=request.user, now=timezone.now())
    return _form(request, found.post or found.thread, found)


def keep_post(request: MemberRequest, post_id: int) -> HttpResponse:
    seen = Post.objects.visible_to(request.user).standing().select_related("author", "thread__board")
    return _keep(request, get_object_or_404(seen, pk=post_id))


def keep_thread(request: MemberRequest, thread_id: int) -> HttpResponse:
    seen = Thread.objects.visible_to(request.user).select_related("author", "board")
    return _keep(request, get_object_or_404(seen, pk=thread_id))


def done(request: MemberRequest, bookmark_id: int) -> HttpResponse:
    found = _own(request, bookmark_id)
    with suppress(Bookmark.DoesNotExist):  # removed meanwhile: nothing is left to be done
        actions.done(found.pk, by=request.user, now=timezone.now())
    messages.success(request, _("Done. The bookmark stays."))
    return redirect("network:bookmarks")


def drop(request: MemberRequest, bookmark_id: int) -> HttpResponse:
    found = _own(request, bookmark_id)
    with suppress(Bookmark.DoesNotExist):  # of two clicks the first did it
        actions.drop(found.pk, by=request.user, now=timezone.now())
    messages.success(request, _("The bookmark is removed."))
    return redirect("network:bookmarks")


def _keep(request: MemberRequest, thing: Post | Thread) -> HttpResponse:
    """Whoever keeps it already comes to the bookmark that they have."""
    found = queries.kept_of(request.user, thing)
    if found and request.method == "GET":
        return redirect(found)
    return _form(request, thing, found)


def _form(request: MemberRequest, thing: Post | Thread, found: Bookmark | None) -> HttpResponse:
    now = timezone.now()
    form = BookmarkForm(request.POST if request.method == "POST" else None, found=found, now=now)
    if request.method == "POST" and form.is_valid() and (kept := _kept(request, thing, form)):
        messages.success(request, _said(kept))
        return redirect(kept.place if found is None else "network:bookmarks")
    post = thing if isinstance(thing, Post) else None
    thread = thing.thread if isinstance(thing, Post) else thing
    shown = {"form": form, "post": post, "thread": thread, "found": found}
    return render(request, "network/bookmarks/bookmark.html", shown, status=422 if form.errors else 200)


def _kept(request: MemberRequest, thing: Post | Thread, form: BookmarkForm) -> Bookmark | None:
    keep: Callable[..., Bookmark] = actions.keep_post if isinstance(thing, Post) else actions.keep_thread
    try:
        return keep(thing.pk, by=request.user, now=form.now, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _said(kept: Bookmark) -> str:
    if kept.remind_at is None or kept.is_due:
        return _("Kept among your bookmarks.")
    return _("Kept among your bookmarks. You are reminded when the time comes.")


def _own(request: MemberRequest, bookmark_id: int) -> Bookmark:
    seen = Bookmark.objects.visible_to(request.user).select_related("post__author", "thread__author", "thread__board")
    return get_object_or_404(seen, pk=bookmark_id)
