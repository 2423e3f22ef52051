"""The doors of a message, alike in every kind of conversation: each kind's own `urls` say where they stand, for whom.

Who may not read a conversation finds no message of it.
"""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import replies
from network.conversations import actions, queries, rules
from network.conversations.forms import MessageForm
from network.conversations.live import message_piece
from network.conversations.models import Conversation, Message
from network.members.models import Member


def say(request: HttpRequest, stream_id: int) -> HttpResponse:
    """Something said in the place that has this stream. What is wrong is said with what was typed still there."""
    conversation = get_object_or_404(Conversation.objects.select_related("stream"), stream=stream_id)
    place, form = _place(request, conversation), MessageForm(request.POST, to=conversation)
    message = form.said(by=_me(request), now=timezone.now())
    if message:
        path = f"{rules.kind_of(conversation).page(conversation)}#line-{message.pk}"
        return replies.posted(request, id=f"line-{message.pk}", piece=message_piece(message), path=path)
    kind = rules.kind_of(conversation)
    shown = {"form": form, "talk": queries.talk_of(conversation, place, request.user), "trail": kind.trail(place)}
    refused = replies.refused(request, form, status=form.refused_with)
    page = "network/conversations/not_sent.html"
    return refused or render(request, page, shown, status=form.refused_with)


def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """The permanent address of a message leads to its place."""
    found, _place = _message(request, message_id)
    return redirect(queries.address_of(found))


def menu(request: HttpRequest, message_id: int) -> HttpResponse:
    """What the one who asks may do with a message: a page, or with `?piece` the menu alone."""
    found, place = _message(request, message_id)
    kind, stands = rules.kind_of(found.conversation), found.taken_back_at is None
    permanent = kind.routes.message
    shown = {
        "message": found,
        "kind": kind,
        "address": reverse(permanent, args=[found.pk]) if permanent else queries.address_of(found),
        "trail": kind.trail(place),
        "may_take_back": stands and rules.may_take_back(request.user, found),
        "may_hide": stands and rules.may_hide(request.user, found, place),
    }
    page = "_menu.html" if "piece" in request.GET else "menu.html"
    return render(request, f"network/conversations/{page}", shown)


def take_back(request: HttpRequest, message_id: int) -> HttpResponse:
    return _change(request, message_id, actions.take_back, _("Taken back. Its place stays, its words are gone."))


def hide(request: HttpRequest, message_id: int) -> HttpResponse:
    return _change(request, message_id, actions.hide, _("Hidden. You can show it again."))


def show_again(request: HttpRequest, message_id: int) -> HttpResponse:
    return _change(request, message_id, actions.show_again, _("Everybody sees it again."))


def _change(request: HttpRequest, message_id: int, act: Callable[..., Message], done: str) -> HttpResponse:
    found, _place = _message(request, message_id)
    changed = act(found.pk, by=_me(request), now=timezone.now())
    messages.success(request, done)
    return redirect(queries.address_of(changed))


def _message(request: HttpRequest, message_id: int) -> tuple[Message, rules.Place]:
    loaded = Message.objects.select_related("author", "conversation__stream")
    found = get_object_or_404(loaded, pk=message_id)
    return found, _place(request, found.conversation)


def _place(request: HttpRequest, conversation: Conversation) -> rules.Place:
    place = rules.place_seen(request.user, conversation)
    if place is None:
        raise Http404
    return place


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user
