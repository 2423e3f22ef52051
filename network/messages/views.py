from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import page_keys, replies
from network.conversations import actions
from network.conversations.forms import MessageForm
from network.conversations.live import message_piece
from network.conversations.models import Conversation, Message
from network.conversations.queries import talk_of
from network.directory.queries import vocabulary
from network.members.models import Member
from network.messages import queries


def conversations(request: HttpRequest) -> HttpResponse:
    """All of one's own; or, where words are asked for, what was said in them."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    if words:
        return _found(request, words)
    rows = queries.conversations_of(_me(request), before=page_keys.key_in(request))
    return render(request, "network/messages/list.html", {"conversations": rows, "page_size": queries.PAGE})


def _found(request: HttpRequest, words: str) -> HttpResponse:
    me, key = _me(request), page_keys.key_in(request)
    found = queries.messages_found(me, words, before=key)
    meant = "" if found or key else vocabulary.meant(words, lambda other: bool(queries.messages_found(me, other)))
    shown = {"q": words, "found": found[: queries.PAGE], "older": len(found) > queries.PAGE, "meant": meant}
    return render(request, "network/messages/found.html", shown)


def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    found = get_object_or_404(Conversation.objects.of(request.user).for_list(), pk=conversation_id)
    form = MessageForm(request.POST or None, to=found)
    if request.method == "POST":
        return _say(request, found, form)
    if request.method == "GET" and not request.GET.get("before"):
        actions.read_to(found, by=_me(request), seq=found.stream.last_seq, now=timezone.now())
    return _page(request, found, form)


def _say(request: HttpRequest, found: Conversation, form: MessageForm) -> HttpResponse:
    said = form.said(by=_me(request), now=timezone.now())
    if said:
        return _sent(request, found, said)
    refused = replies.refused(request, form, status=form.refused_with)
    return refused or _page(request, found, form, status=form.refused_with)


def _sent(request: HttpRequest, found: Conversation, said: Message) -> HttpResponse:
    if replies.by_outbox(request):
        path = f"/messages/{found.pk}/#line-{said.pk}"
        return replies.posted(request, id=f"line-{said.pk}", piece=message_piece(said), path=path)
    messages.success(request, _("Sent."))
    return redirect(f"/messages/{found.pk}/#line-{said.pk}")


def _page(request: HttpRequest, found: Conversation, form: MessageForm, status: int = 200) -> HttpResponse:
    talk = talk_of(found, found, request.user, before=page_keys.key_in(request))
    shown = {"conversation": found, "talk": talk, "form": form}
    return render(request, "network/messages/conversation.html", shown, status=status)


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
