from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.forums import actions, queries, rules
from network.forums.forms import StartForm, attempt, name_people_of, posted, status_of
from network.forums.models import Board, BoardLevel, Draft
from network.members.models import MemberRequest


def boards(request: HttpRequest) -> HttpResponse:
    groups = queries.board_groups(request.user)
    shown = {
        "groups": groups,
        "questions": queries.questions_waiting(request.user),
        "mine": [row for _label, rows in groups for row in rows if row.followed],
        "live_now": queries.live_now(request.user),
    }
    return render(request, "network/forums/boards.html", shown)


def board(request: HttpRequest, board_slug: str) -> HttpResponse:
    found = _board(request, board_slug)
    show, before = _asked(request)
    shown = {
        "board": found,
        "show": show,
        "list": queries.threads(request.user, board=found, show=show, before=before),
        "pinned": queries.pinned(request.user, found) if show == "all" and not before else [],
        "may_write": rules.may_write(request.user, found),
        "moderators": queries.moderators_of(found),
        "before": before,
        "level": queries.level_of_board(found, request.user),
        "levels": BoardLevel.choices,
    }
    return render(request, "network/forums/board.html", {**shown, **_rail(request, found)})


def threads(request: HttpRequest) -> HttpResponse:
    show, before = _asked(request)
    shown = {
        "show": show,
        "list": queries.threads(request.user, show=show, before=before),
        "before": before,
        "mine": queries.followed_boards(request.user),
        "live_now": queries.live_now(request.user),
    }
    return render(request, "network/forums/threads.html", shown)


def start(request: MemberRequest, board_slug: str) -> HttpResponse:
    found = _board(request, board_slug)
    if not rules.may_write(request.user, found):
        return _no_voice(request, found)
    draft = queries.draft_for(request.user, found)
    form = StartForm(posted(request), initial={"kind": request.GET.get("kind", "question"), **_begun(draft)})
    name_people_of(form, found)
    if request.method == "POST":
        member, now = request.user, timezone.now()
        post = attempt(form, lambda said: actions.start(found.pk, by=member, now=now, **said))
        if post:
            messages.success(request, _("Your thread is open. You are told of each reply."))
            return redirect(post.thread)
    shown = {"board": found, "form": form, "draft": draft, **_rail(request, found)}
    return render(request, "network/forums/start.html", shown, status=status_of(form) if form.errors else 200)


def follow(request: MemberRequest, board_slug: str) -> HttpResponse:
    found = _board(request, board_slug)
    actions.follow(found, by=request.user, now=timezone.now())
    messages.success(request, _("%(board)s is now among your boards.") % {"board": found.name})
    return redirect(found)


def unfollow(request: MemberRequest, board_slug: str) -> HttpResponse:
    found = _board(request, board_slug)
    actions.unfollow(found, by=request.user)
    messages.success(request, _("%(board)s is no longer among your boards.") % {"board": found.name})
    return redirect(found)


def level(request: MemberRequest, board_slug: str) -> HttpResponse:
    """How much one wants to hear of the board: what is no level changes nothing."""
    found = _board(request, board_slug)
    wanted = request.POST.get("level", "")
    if wanted in BoardLevel.values:
        actions.set_board_level(found, by=request.user, level=wanted, now=timezone.now())
        said = _("From now on you are told: %(what)s.") % {"what": BoardLevel(wanted).label}
        messages.success(request, said)
    return redirect(found)


def catch_up(request: MemberRequest, board_slug: str) -> HttpResponse:
    found = _board(request, board_slug)
    actions.catch_up(found, by=request.user, now=timezone.now())
    messages.success(request, _("Everything on %(board)s counts as read.") % {"board": found.name})
    return redirect(found)


def people(request: MemberRequest, board_slug: str) -> JsonResponse:
    """For the picker of mentions: readers of the board, by part of their name."""
    found = _board(request, board_slug)
    thread = request.GET.get("thread", "")
    here = int(thread) if thread.isascii() and thread.isdigit() and len(thread) < 19 else None
    return JsonResponse({"people": queries.people_to_name(found, request.GET.get("q", "")[:80].strip(), here)})


def _begun(draft: Draft | None) -> dict[str, Any]:
    """What the form begins with: the draft, where there is one."""
    if draft is None:
        return {}
    kind = {"kind": draft.kind} if draft.kind else {}
    return {"title": draft.title, "body": draft.body, "draft": draft.version, **kind}


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Which threads, and before which."""
    show = request.GET.get("show", "all")
    return show if show in queries.FILTERS else "all", request.GET.get("before", "")


def _board(request: HttpRequest, slug: str) -> Board:
    return get_object_or_404(Board.objects.visible_to(request.user).select_related("stream"), slug=slug)


def _no_voice(request: HttpRequest, found: Board) -> HttpResponse:
    return render(request, "network/forums/no_voice.html", {"board": found}, status=403)


def _rail(request: HttpRequest, found: Board) -> dict[str, Any]:
    mine = queries.followed_boards(request.user)
    return {
        "mine": mine,
        "live_now": queries.live_now(request.user),
        "followed": any(row.board == found for row in mine),
    }
