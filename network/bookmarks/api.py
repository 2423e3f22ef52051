"""Bookmarks, for programs: what their member keeps of the forums for later."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema, Status

from ground.web.api import problems, scopes
from ground.web.api.pages import Page, listed
from ground.web.api.routers import Router
from ground.web.policies import OWN, members, only
from network.bookmarks import actions, queries
from network.bookmarks.models import Bookmark
from network.forums.models import Post, Thread
from network.members.models import Member

READ = scopes.declare("bookmarks:read", _("Read your bookmarks and their notes"))
WRITE = scopes.declare("bookmarks:write", _("Keep bookmarks, with notes and reminders, and remove them"))
router = Router("bookmarks")
mine = only(member=OWN)


class BookmarkOut(Schema):
    """`post` is null where the whole thread is kept. `is_due`: the reminder has come, and waits until it is done."""

    id: int
    thread: int
    post: int | None
    title: str
    excerpt: str
    note: str
    kept_at: datetime
    remind_at: datetime | None
    is_due: bool
    url: str

    @staticmethod
    def resolve_thread(found: Bookmark) -> int:
        return found.thread_id

    @staticmethod
    def resolve_post(found: Bookmark) -> int | None:
        return found.post_id

    @staticmethod
    def resolve_title(found: Bookmark) -> str:
        return found.thread.title

    @staticmethod
    def resolve_url(found: Bookmark) -> str:
        return found.place


class BookmarkIn(Schema):
    """`remind_at` is a moment with its offset from UTC, still to come; without it there is no reminder."""

    note: str = ""
    remind_at: datetime | None = None


@router.reads("bookmarks", name="bookmarks", who=members(), scope=READ, answers=Page[BookmarkOut])
def bookmarks(request: HttpRequest, q: str = "", after: str = "") -> dict[str, Any]:
    """What you keep, the newest first; with `q`, what holds its words."""
    kept = queries.bookmarks_of(_me(request), text=q.replace("\0", "")[:100], before=after)
    return listed(request, kept.rows, kept.next_key)


@router.writes(
    "posts/{row:post_id}/bookmark",
    name="post-bookmark",
    who=members(),
    scope=WRITE,
    answers={201: BookmarkOut},
    limited="step",
)
def keep_post(request: HttpRequest, post_id: int, said: BookmarkIn) -> Status[Bookmark]:
    """Keep a post, or change the note and the reminder of one that you keep. Twice is once."""
    seen = Post.objects.visible_to(request.user).standing()
    return _keep(request, get_object_or_404(seen, pk=post_id).pk, said, actions.keep_post)


@router.writes(
    "threads/{row:thread_id}/bookmark",
    name="thread-bookmark",
    who=members(),
    scope=WRITE,
    answers={201: BookmarkOut},
    limited="step",
)
def keep_thread(request: HttpRequest, thread_id: int, said: BookmarkIn) -> Status[Bookmark]:
    """The same of a thread."""
    seen = Thread.objects.visible_to(request.user)
    return _keep(request, get_object_or_404(seen, pk=thread_id).pk, said, actions.keep_thread)


@router.writes(
    "bookmarks/{row:bookmark_id}/done", name="bookmark-done", who=mine, scope=WRITE, answers=BookmarkOut, limited="step"
)
def done(request: HttpRequest, bookmark_id: int) -> Bookmark:
    """Be done with its reminder. The bookmark stays; twice is once."""
    found = _own(request, bookmark_id)
    try:
        return actions.done(found.pk, by=_me(request), now=timezone.now())
    except Bookmark.DoesNotExist as gone:  # removed meanwhile
        raise Http404 from gone


@router.writes(
    "bookmarks/{row:bookmark_id}/drop",
    name="bookmark-drop",
    who=mine,
    scope=WRITE,
    answers=BookmarkOut,
    limited="step",
)
def drop(request: HttpRequest, bookmark_id: int) -> Bookmark:
    """Remove it, with its note and its reminder: this is what it was."""
    found = _own(request, bookmark_id)
    with suppress(Bookmark.DoesNotExist):  # of two clicks the first did it
        actions.drop(found.pk, by=_me(request), now=timezone.now())
    return found


def _keep(request: HttpRequest, key: int, said: BookmarkIn, keep: Callable[..., Bookmark]) -> Status[Bookmark]:
    remind_at = said.remind_at
    if remind_at is not None and remind_at.tzinfo is None:
        raise problems.Problem(422, errors={"remind_at": [str(_("Say the moment with its offset from UTC."))]})
    kept = keep(key, by=_me(request), note=said.note, remind_at=remind_at, now=timezone.now())
    return Status(201, kept)


def _own(request: HttpRequest, bookmark_id: int) -> Bookmark:
    return get_object_or_404(Bookmark.objects.visible_to(request.user), pk=bookmark_id)


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
