"""Groups: to start, name, grow, leave one; and what its owners do."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import idempotency
from network.conversations.models import Conversation
from network.members.models import MemberRequest
from network.messages import actions, queries
from network.messages.actions.groups import GROUP
from network.messages.forms import GroupForm, NameForm, PeopleForm


def start(request: MemberRequest) -> HttpResponse:
    offered = queries.connections_to_bring(request.user)
    form = GroupForm(request.POST or None, offered=offered)
    if request.method == "POST" and form.is_valid():
        made = _done(form, lambda: actions.start(by=request.user, now=timezone.now(), **form.cleaned_data))
        if made:
            return redirect("network:conversation", made.pk)
    shown = {"form": form, "offered": offered}
    return render(request, "network/messages/group_new.html", shown, status=422 if form.is_bound else 200)


def bring(request: MemberRequest, group_id: int) -> HttpResponse:
    found = _group(request, group_id)
    inside = [one.member_id for one in found.participants.all() if one.left_at is None]
    offered = queries.connections_to_bring(request.user, but=inside)
    form = PeopleForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and form.is_valid():
        people = form.cleaned_data["people"]
        if _done(form, lambda: actions.bring(found.pk, people, by=request.user, now=timezone.now())):
            messages.success(request, _("They are in the group now."))
            return redirect("network:conversation", found.pk)
    return _page(request, found, form, "group_people", offered=offered)


def name(request: MemberRequest, group_id: int) -> HttpResponse:
    found = _group(request, group_id)
    form = NameForm(request.POST or None, initial={"name": found.title})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["name"]
        if _done(form, lambda: actions.name(found.pk, by=request.user, name=said, now=timezone.now())):
            messages.success(request, _("Saved."))
            return redirect("network:conversation", found.pk)
    return _page(request, found, form, "group_name")


def leave(request: MemberRequest, group_id: int) -> HttpResponse:
    actions.leave(_group(request, group_id).pk, by=request.user, now=timezone.now())
    messages.success(request, _("You have left the group."))
    return redirect("network:conversations")


def remove(request: MemberRequest, group_id: int, member_id: int) -> HttpResponse:
    return _to(request, group_id, member_id, actions.remove, _("They are no longer in the group."))


def make_owner(request: MemberRequest, group_id: int, member_id: int) -> HttpResponse:
    return _to(request, group_id, member_id, actions.make_owner, _("They own the group, too."))


def _to(request: MemberRequest, group_id: int, member_id: int, act: Callable[..., Any], done: str) -> HttpResponse:
    found = _group(request, group_id)
    if all(one.member_id != member_id for one in found.participants.all()):
        raise Http404
    act(found.pk, member_id, by=request.user, now=timezone.now())
    messages.success(request, done)
    return redirect("network:conversation", found.pk)


def _done(form: forms.Form, act: Callable[[], Conversation]) -> Conversation | None:
    """None where the form now tells what is wrong."""
    try:
        with idempotency.refused_in_words():
            return act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _page(request: MemberRequest, found: Conversation, form: forms.Form, page: str, **more: object) -> HttpResponse:
    shown = {"conversation": found, "form": form, **more}
    return render(request, f"network/messages/{page}.html", shown, status=422 if form.is_bound else 200)


def _group(request: MemberRequest, group_id: int) -> Conversation:
    return get_object_or_404(Conversation.objects.of(request.user).filter(kind=GROUP).for_list(), pk=group_id)
