"""Drafts, for programs: what their member has begun and not sent."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from ground.web.api import problems, scopes
from ground.web.api.pages import Page, listed
from ground.web.api.routers import Router
from ground.web.policies import OWN, members, only
from network.forums import actions, queries
from network.forums.models import Draft, Thread
from network.members.models import Member

READ = scopes.declare("drafts:read", _("Read what you have begun to write and not sent"))
WRITE = scopes.declare("drafts:write", _("Keep and discard drafts of yours"))
router = Router("drafts")
mine = only(member=OWN)


class DraftOut(Schema):
    """`what` is reply, edit or start; `title` that of the thread. `version` counts the times that it was kept."""

    id: int
    what: str
    board: str
    thread: int | None
    post: int | None
    title: str
    body: str
    version: int
    changed_at: datetime
    url: str

    @staticmethod
    def resolve_board(draft: Draft) -> str:
        return draft.board.slug

    @staticmethod
    def resolve_thread(draft: Draft) -> int | None:
        return draft.thread_id

    @staticmethod
    def resolve_post(draft: Draft) -> int | None:
        return draft.post_id

    @staticmethod
    def resolve_title(draft: Draft) -> str:
        return draft.subject

    @staticmethod
    def resolve_url(draft: Draft) -> str:
        return draft.place


class DraftIn(Schema):
    """`version` is the one that you have read, 0 where there was none: a newer one is not written over."""

    body: str = ""
    version: int = Field(default=0, ge=0, le=2**31 - 2)


class KeptOut(Schema):
    """The version that is kept now; 0 where nothing is left to keep."""

    version: int


@router.reads("drafts", name="drafts", who=members(), scope=READ, answers=Page[DraftOut])
def drafts(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """What you have begun and not sent, the last that was changed first."""
    rows, key = queries.drafts_of(_me(request), before=after)
    return listed(request, rows, key)


@router.writes(
    "threads/{row:thread_id}/draft", name="reply-draft", who=members(), scope=WRITE, answers=KeptOut, limited="draft"
)
def keep_reply(request: HttpRequest, thread_id: int, said: DraftIn) -> dict[str, int]:
    """Keep the draft of a reply. Where a newer one was kept elsewhere, it is refused (409): read that one first."""
    found = get_object_or_404(Thread.objects.visible_to(request.user), pk=thread_id)
    typed = actions.Typed(body=said.body)
    try:
        kept = actions.draft_reply(found.pk, by=_me(request), typed=typed, version=said.version, now=timezone.now())
    except actions.Overtaken:
        words = _("Another device has kept a newer draft of this. Read that one first.")
        raise problems.Problem(409, errors={"version": [str(words)]}) from None
    return {"version": kept.version if kept else 0}


@router.writes(
    "drafts/{row:draft_id}/discard", name="draft-discard", who=mine, scope=WRITE, answers=DraftOut, limited="step"
)
def discard(request: HttpRequest, draft_id: int) -> Draft:
    """Throw a draft away: this is what it was."""
    seen = Draft.objects.visible_to(request.user).select_related("board", "thread", "post")
    found = get_object_or_404(seen, pk=draft_id)
    with suppress(Draft.DoesNotExist):  # of two clicks the first did it
        actions.discard(found.pk, by=_me(request))
    return found


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
