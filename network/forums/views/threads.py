from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import page_keys, replies
from network.forums import actions, queries, rules
from network.forums.forms import ReplyForm, TitleForm, attempt, posted, status_of
from network.forums.live.drawing import post_html
from network.forums.models import ALL_SIGNS, Draft, Post, Thread, ThreadFollow
from network.forums.models.threads import ThreadQuerySet
from network.forums.views import answers
from network.members.models import Member, MemberRequest


def thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    found = _thread(request, thread_id)
    quoted = _quoted(request, found)
    start = page_keys.key_in(request, "from") or (quoted.number if quoted else None)
    page = queries.thread_page(found, request.user, start)
    member = request.user
    if isinstance(member, Member) and (page.read_now or queries.notices_seen(found, member, page.read)):
        actions.read_to(found, by=member, number=page.read_now or page.read, now=timezone.now())
    draft = queries.draft_for(request.user, found)
    quoted = quoted or (draft.quoted if draft else None)
    return _page(request, found, page, ReplyForm(initial=_begun(draft, quoted)), quoted=quoted)


def reply(request: MemberRequest, thread_id: int) -> HttpResponse:
    """The action looks for the thread and asks the rule: why it did not do it is looked for only then."""
    form = ReplyForm(request.POST)
    with suppress(Thread.DoesNotExist, PermissionDenied):
        post = attempt(
            form,
            lambda said: actions.reply(
                thread_id,
                by=request.user,
                body=said["body"],
                quoted_id=said["quoted"],
                key=said["key"],
                draft=said["draft"],
                now=timezone.now(),
            ),
        )
        if post:
            return answers.written(request, post)
    found = _seen(request).filter(pk=thread_id).first()
    if found is None:
        return answers.gone(request, form)
    if not rules.may_write(request.user, found.board):
        return answers.no_voice(request, form)
    page = queries.thread_page(found, request.user, found.last_number)
    status = status_of(form)
    return answers.refused(request, form, status) or _page(request, found, page, form, status=status)


def first_unread(request: MemberRequest, thread_id: int) -> HttpResponse:
    """To the first post that the member has not read."""
    found = _thread(request, thread_id)
    page = queries.thread_page(found, request.user)
    return redirect(f"{found.get_absolute_url()}?from={page.new_page}#new")


def read(request: MemberRequest, thread_id: int) -> HttpResponse:
    found = _thread(request, thread_id)
    actions.read_to(found, by=request.user, number=found.last_number, now=timezone.now())
    return redirect(found.board)


def composer(request: HttpRequest, thread_id: int) -> HttpResponse:
    """The piece that differs by viewer: whether one may write here, now."""
    found = _thread(request, thread_id)
    may_write = rules.may_write(request.user, found.board)
    draft = queries.draft_for(request.user, found)
    quoted = draft.quoted if draft else None
    shown = {
        "thread": found,
        "board": found.board,
        "form": ReplyForm(initial=_begun(draft, quoted)),
        "quoted": quoted,
        "may_write": may_write,
    }
    return render(request, "network/forums/_composer.html", shown)


def level(request: MemberRequest, thread_id: int) -> HttpResponse:
    found = _thread(request, thread_id)
    wanted = request.POST.get("level", "")
    if wanted in ThreadFollow.Level.values:
        actions.set_level(found, by=request.user, level=wanted, now=timezone.now())
        said = _("From now on you are told: %(what)s.") % {"what": ThreadFollow.Level(wanted).label}
        if replies.by_outbox(request):
            return JsonResponse({"said": said})
        messages.success(request, said)
    return answers.to_thread(found)


def retitle(request: MemberRequest, thread_id: int) -> HttpResponse:
    found = _thread(request, thread_id)
    rules.must(rules.may_retitle(request.user, found))
    form = TitleForm(posted(request), initial={"title": found.title})
    if request.method == "POST":
        member, now = request.user, timezone.now()
        if attempt(form, lambda said: actions.retitle(thread_id, by=member, now=now, **said), at="title"):
            return answers.to_thread(found)
    shown = {"thread": found, "form": form}
    return render(request, "network/forums/retitle.html", shown, status=status_of(form) if form.errors else 200)


def lock(request: MemberRequest, thread_id: int) -> HttpResponse:
    return _done(request, thread_id, actions.lock, _("The thread is locked: nobody can reply."))


def unlock(request: MemberRequest, thread_id: int) -> HttpResponse:
    return _done(request, thread_id, actions.unlock, _("The thread is open again."))


def pin(request: MemberRequest, thread_id: int) -> HttpResponse:
    return _done(request, thread_id, actions.pin, _("The thread stays on top of its board."))


def unpin(request: MemberRequest, thread_id: int) -> HttpResponse:
    return _done(request, thread_id, actions.unpin, _("The thread takes its place by its date again."))


def remove(request: MemberRequest, thread_id: int) -> HttpResponse:
    found = _thread(request, thread_id)
    actions.remove(found.pk, by=request.user, now=timezone.now())
    messages.success(request, _("The thread is removed: nobody sees it any more."))
    return redirect(found.board)


Do = Callable[..., Thread]


def _done(request: MemberRequest, thread_id: int, do: Do, words: str) -> HttpResponse:
    found = _thread(request, thread_id)
    now: datetime = timezone.now()
    do(found.pk, by=request.user, now=now)
    messages.success(request, words)
    return answers.to_thread(found)


def _seen(request: HttpRequest) -> ThreadQuerySet:
    return Thread.objects.visible_to(request.user).select_related("board", "stream", "author", "accepted_post")


def _thread(request: HttpRequest, thread_id: int) -> Thread:
    return get_object_or_404(_seen(request), pk=thread_id)


def _quoted(request: HttpRequest, found: Thread) -> Post | None:
    """The post that `?quote=` names, to be quoted in the reply."""
    number = page_keys.key_in(request, "quote")
    return found.posts.standing().select_related("author").filter(number=number).first() if number else None


def _begun(draft: Draft | None, quoted: Post | None) -> dict[str, Any]:
    """What the composer begins with: the draft, where there is one."""
    kept = {"body": draft.body, "draft": draft.version} if draft else {}
    return {"quoted": quoted and quoted.pk, **kept}


def _page(
    request: HttpRequest,
    found: Thread,
    page: queries.ThreadPage,
    form: ReplyForm,
    *,
    quoted: Post | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "thread": found,
        "board": found.board,
        "page": page,
        "posts": [(post, post_html(post, in_page=True)) for post in page.posts],
        "form": form,
        "quoted": quoted,
        "may_write": rules.may_write(request.user, found.board),
        "may_moderate": rules.may_moderate(request.user, found.board),
        "may_retitle": rules.may_retitle(request.user, found),
        "may_remove": rules.may_remove(request.user, found),
        "level": queries.level_of(found, request.user),
        "levels": ThreadFollow.Level.choices,
        "signs": ALL_SIGNS,
        "mine": queries.followed_boards(request.user),
        "live_now": queries.live_now(request.user),
    }
    return render(request, "network/forums/thread.html", shown, status=status)
