from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.words import markdown
from network.forums import actions, queries, rules
from network.forums.forms import EditForm, ReportForm, attempt, codes_of, name_people_of, posted, status_of
from network.forums.models import ALL_SIGNS, Post
from network.forums.views import answers
from network.members.models import Member, MemberRequest


def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """The permanent address of a post leads to its place."""
    return redirect(answers.address(_post(request, post_id)))


def menu(request: MemberRequest, post_id: int) -> HttpResponse:
    """What this member may do with this post: a page, or with `?piece` the menu alone."""
    found, viewer = _post(request, post_id), request.user
    shown = {
        "post": found,
        "signs": ALL_SIGNS,
        "may_sign": (may_sign := found.stands and rules.may_write(viewer, found.thread.board)),
        "may_write": may_sign and not found.thread.locked_at,
        "may_edit": rules.may_edit(viewer, found) and not found.thread.locked_at,
        "may_delete": rules.may_delete(viewer, found),
        "may_accept": rules.may_accept(viewer, found),
        "is_accepted": found.thread.accepted_post_id == found.pk,
        "may_report": rules.may_report(viewer, found),
        "may_hide": rules.may_hide(viewer, found),
    }
    page = "network/forums/_menu.html" if "piece" in request.GET else "network/forums/menu.html"
    return render(request, page, shown)


def edit(request: MemberRequest, post_id: int) -> HttpResponse:
    found = _post(request, post_id)
    rules.must(rules.may_edit(request.user, found))
    draft = queries.draft_for(request.user, found)
    begun = {"body": found.body, "version": found.version}
    if draft:
        begun = {"body": draft.body, "version": draft.of_version, "draft": draft.version}
    form = EditForm(posted(request), initial=begun)
    name_people_of(form, found.thread.board, found.thread)
    if request.method == "POST":
        member, now = request.user, timezone.now()
        if attempt(form, lambda said: _edited(post_id, member, now, said)):
            return redirect(answers.address(found))
    shown = {"post": found, "form": form, "draft": draft, "is_stale": _takes_the_newer(form, found)}
    return render(request, "network/forums/edit.html", shown, status=status_of(form) if form.errors else 200)


def _edited(post_id: int, by: Member, now: datetime, said: dict[str, Any]) -> Post:
    return actions.edit(post_id, by=by, body=said["body"], version=said["version"], now=now)


def _takes_the_newer(form: EditForm, found: Post) -> bool:
    """Where the post was changed meanwhile: who has seen that and saves again changes what it is now."""
    if "stale" not in codes_of(form):
        return False
    found.refresh_from_db()
    form.data = {**form.data, "version": str(found.version)}
    return True


def delete(request: MemberRequest, post_id: int) -> HttpResponse:
    return _done(request, post_id, actions.delete, _("Your words are erased. A mark keeps their place."))


def history(request: HttpRequest, post_id: int) -> HttpResponse:
    """What a post said before."""
    found = _post(request, post_id)
    versions = found.versions.all() if found.stands else []
    return render(request, "network/forums/history.html", {"post": found, "versions": versions})


def react(request: MemberRequest, post_id: int) -> HttpResponse:
    """A visitor who pressed a sign comes back by GET after logging in: then nothing is given yet."""
    found = _post(request, post_id)
    if request.method == "POST":
        given = {"1": True, "0": False}.get(request.POST.get("given", ""))
        sign = request.POST.get("sign", "")
        try:
            actions.react(found.pk, by=request.user, sign=sign, given=given, now=timezone.now())
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
    return answers.shown(request, found)


def accept(request: MemberRequest, post_id: int) -> HttpResponse:
    return _done(request, post_id, actions.accept, _("The question is answered."))


def withdraw_answer(request: MemberRequest, post_id: int) -> HttpResponse:
    return _done(request, post_id, actions.withdraw_answer, _("The question is open again."))


def hide(request: MemberRequest, post_id: int) -> HttpResponse:
    return _done(request, post_id, actions.hide, _("The message is hidden from everyone."))


def restore(request: MemberRequest, post_id: int) -> HttpResponse:
    return _done(request, post_id, actions.restore, _("The message can be read again."))


def report(request: MemberRequest, post_id: int) -> HttpResponse:
    found = _post(request, post_id)
    rules.must(rules.may_report(request.user, found))
    form = ReportForm(posted(request))
    if request.method == "POST":
        member, now = request.user, timezone.now()
        if attempt(form, lambda said: actions.report(post_id, by=member, now=now, **said), at="words"):
            messages.success(request, _("Thank you. The moderators look at it; the author does not learn who asked."))
            return redirect(answers.address(found))
    shown = {"post": found, "form": form}
    return render(request, "network/forums/report.html", shown, status=status_of(form) if form.errors else 200)


def preview(request: MemberRequest) -> HttpResponse:
    """What is being written, as it will look. Mentions become links when it is sent."""
    body = request.POST.get("body", "")[: markdown.LONGEST]
    return HttpResponse(markdown.render(body) if not markdown.is_blank(body) else "")


def _post(request: HttpRequest, post_id: int) -> Post:
    seen = Post.objects.visible_to(request.user).select_related("author", "thread__board")
    return get_object_or_404(seen, pk=post_id)


def _done(request: MemberRequest, post_id: int, do: Callable[..., Any], words: str) -> HttpResponse:
    found = _post(request, post_id)
    do(found.pk, by=request.user, now=timezone.now())
    messages.success(request, words)
    return redirect(answers.address(found))
