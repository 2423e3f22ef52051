from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import page_keys, replies
from network.forums import actions, queries
from network.forums.models import Board, Draft, Post, Thread
from network.members.models import MemberRequest

MOST_VERSIONS = 2**31 - 2


def drafts(request: MemberRequest) -> HttpResponse:
    """What one has begun and not sent, with where it belongs."""
    before = request.GET.get("before", "")
    rows, key = queries.drafts_of(request.user, before=before)
    shown = {"rows": rows, "next_key": key, "before": before, "mine": queries.followed_boards(request.user)}
    return render(request, "network/forums/drafts.html", shown)


def discard(request: MemberRequest, draft_id: int) -> HttpResponse:
    found = get_object_or_404(Draft.objects.visible_to(request.user), pk=draft_id)
    with suppress(Draft.DoesNotExist):  # of two clicks the first did it
        actions.discard(found.pk, by=request.user)
    messages.success(request, _("The draft is discarded."))
    return redirect("network:drafts")


def of_reply(request: MemberRequest, thread_id: int) -> HttpResponse:
    found = get_object_or_404(Thread.objects.visible_to(request.user), pk=thread_id)
    return _kept(request, lambda **said: actions.draft_reply(found.pk, key=_key(request), **said))


def of_thread(request: MemberRequest, board_slug: str) -> HttpResponse:
    found = get_object_or_404(Board.objects.visible_to(request.user), slug=board_slug)
    return _kept(request, lambda **said: actions.draft_thread(found.pk, key=_key(request), **said))


def of_edit(request: MemberRequest, post_id: int) -> HttpResponse:
    found = get_object_or_404(Post.objects.visible_to(request.user), pk=post_id)
    return _kept(request, lambda **said: actions.draft_edit(found.pk, **said))


def _kept(request: MemberRequest, keep: Callable[..., Draft | None]) -> HttpResponse:
    """The version that it has now, 0 where there is none; 409 with the newer one that another device has kept."""
    version = page_keys.number(request.POST.get("draft", ""), most=MOST_VERSIONS) or 0
    try:
        kept = keep(by=request.user, typed=_typed(request), version=version, now=timezone.now())
    except actions.Overtaken as overtaken:
        return _answer(request, _newer(overtaken.draft), 409)
    except ValidationError as refusal:
        return _answer(request, {"message": " ".join(refusal.messages)}, 422)
    return _answer(request, {"version": kept.version if kept else 0}, 200)


def _answer(request: MemberRequest, told: dict[str, Any], status: int) -> HttpResponse:
    if replies.by_outbox(request) or status == 422:
        return JsonResponse(told, status=status)
    return redirect("network:drafts")


def _newer(draft: Draft) -> dict[str, Any]:
    names = ("version", "key", "body", "title", "kind")
    return {name: getattr(draft, name) for name in names}


def _typed(request: MemberRequest) -> actions.Typed:
    said = request.POST
    return actions.Typed(
        body=said.get("body", "").replace("\r\n", "\n").replace("\r", "\n"),
        title=" ".join(said.get("title", "").split()),
        kind=said.get("kind", ""),
        quoted_id=page_keys.number(said.get("quoted", "")),
        of_version=page_keys.number(said.get("version", ""), most=MOST_VERSIONS),
    )


def _key(request: MemberRequest) -> str:
    return request.POST.get("key", "")[:64]
