"""One's conversations: the list, a page each, what is found in them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import page_keys, replies
from network.conversations import actions
from network.conversations.actions import letterbox_of
from network.conversations.forms import MessageForm
from network.conversations.live import message_piece
from network.conversations.models import Conversation, Message
from network.conversations.queries import talk_of
from network.conversations.rules import name_of
from network.directory.queries import vocabulary
from network.members.models import MemberRequest
from network.messages import queries
from network.messages.actions.groups import GROUP
from network.messages.rules import owns


def conversations(request: MemberRequest) -> HttpResponse:
    """All of one's own; or, where words are asked for, what was said in them."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    if words:
        return _found(request, words)
    return render(request, "network/messages/list.html", {**tabs_of(request, "all"), **_rows(request)})


def conversations_piece(request: MemberRequest) -> HttpResponse:
    """The list alone, as the page that shows it has it."""
    return render(request, "network/messages/_conversations.html", _rows(request))


def _rows(request: MemberRequest) -> dict[str, Any]:
    before = page_keys.key_in(request)
    rows = queries.conversations_of(request.user, before=before)
    last = rows[-1].conversation.pk if len(rows) == queries.PAGE else 0
    return {"rows": rows, "before": before, "next_key": last}


def tabs(request: MemberRequest) -> HttpResponse:
    return render(request, "network/messages/_tabs.html", tabs_of(request, request.GET.get("here", "")))


def tabs_of(request: MemberRequest, here: str) -> dict[str, Any]:
    """The letterbox first, so that what happens meanwhile comes once more rather than never."""
    box = letterbox_of(request.user.pk)
    counts = {"unread": queries.unread_of(request.user), "requests": queries.requests_to(request.user).count()}
    # The bar's badge says the same.
    return {"here": here, "letterbox": box, "counts": counts, "messages_count": counts["unread"]}


def badge(request: MemberRequest) -> HttpResponse:
    return render(request, "ui/_messages_badge.html")


def foot(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """What stands under the newest messages: the composer, or why nothing more is said."""
    found = _found_for(request, conversation_id)
    shown = {"talk": talk_of(found, found, request.user), "form": MessageForm(to=found)}
    return render(request, "network/messages/_foot.html", shown)


def _found(request: MemberRequest, words: str) -> HttpResponse:
    me, key = request.user, page_keys.key_in(request)
    found = queries.messages_found(me, words, before=key)
    meant = "" if found or key else vocabulary.meant(words, lambda other: bool(queries.messages_found(me, other)))
    shown = {"q": words, "found": found[: queries.PAGE], "older": len(found) > queries.PAGE, "meant": meant}
    return render(request, "network/messages/found.html", shown)


def head(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """What the conversation is called, and what one may do with it."""
    return render(request, "network/messages/_head.html", _about(request, _found_for(request, conversation_id)))


def people(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """Who takes part, and what an owner may do about each."""
    return render(request, "network/messages/_people.html", _about(request, _found_for(request, conversation_id)))


def _about(request: MemberRequest, found: Conversation) -> dict[str, Any]:
    here = queries.taking_part(found)
    shown = {"conversation": found, "name": name_of(found, request.user), "people": here}
    return {**shown, "is_group": found.kind == GROUP, "owns": owns(request.user.pk, here)}


def conversation(request: MemberRequest, conversation_id: int) -> HttpResponse:
    if request.method == "POST" and (left := queries.group_left(request.user, conversation_id)):
        return _no_longer_there(request, left)
    found = _found_for(request, conversation_id)
    form = MessageForm(request.POST or None, to=found)
    if request.method == "POST":
        return _say(request, found, form)
    if request.method == "GET" and not request.GET.get("before"):
        actions.read_to(found, by=request.user, seq=found.stream.last_seq, now=timezone.now())
    return _page(request, found, form)


def _say(request: MemberRequest, found: Conversation, form: MessageForm) -> HttpResponse:
    said = form.said(by=request.user, now=timezone.now())
    if said:
        return _sent(request, found, said)
    refused = replies.refused(request, form, status=form.refused_with)
    return refused or _page(request, found, form, status=form.refused_with)


def _no_longer_there(request: MemberRequest, left: Conversation) -> HttpResponse:
    """Who was removed while they typed is told so, and keeps what they typed."""
    words = _("You are no longer in this group. What you typed was not sent.")
    if replies.by_outbox(request):
        return JsonResponse({"message": words}, status=403)
    form = MessageForm(request.POST, to=left)
    shown = {"words": words, "typed": form["body"].value() or ""}
    return render(request, "network/messages/no_longer_there.html", shown, status=403)


def _sent(request: MemberRequest, found: Conversation, said: Message) -> HttpResponse:
    if replies.by_outbox(request):
        path = f"/messages/{found.pk}/#line-{said.pk}"
        return replies.posted(request, id=f"line-{said.pk}", piece=message_piece(said), path=path)
    messages.success(request, _("Sent."))
    return redirect(f"/messages/{found.pk}/#line-{said.pk}")


def _page(request: MemberRequest, found: Conversation, form: MessageForm, status: int = 200) -> HttpResponse:
    talk = talk_of(found, found, request.user, before=page_keys.key_in(request))
    shown = {**_about(request, found), "talk": talk, "form": form}
    return render(request, "network/messages/conversation.html", shown, status=status)


def _found_for(request: MemberRequest, conversation_id: int) -> Conversation:
    return get_object_or_404(Conversation.objects.of(request.user).for_list(), pk=conversation_id)
