"""To write to another member, first messages that wait, and whose words come in at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.tables.pages import page_of
from ground.web import page_keys
from network.conversations.actions import take_messages
from network.members.models import Member, MemberRequest
from network.messages import actions, queries
from network.messages.forms import LetterboxForm, WriteForm
from network.messages.models import Exchange
from network.messages.rules import Way
from network.messages.views.talks import tabs_of

PAGE = 30


def write(request: MemberRequest, member_id: int) -> HttpResponse:
    """The composer of a first message; who has a conversation with the other is led there."""
    other = get_object_or_404(Member.objects.visible_to(request.user), pk=member_id)
    writing = queries.writing_to(request.user, other, now=timezone.now())
    form = WriteForm(request.POST or None, to=other, way=writing.way)
    if request.method == "POST":
        message = form.written(by=request.user, now=timezone.now())
        if message:
            return _written(request, message.conversation_id, first=writing)
        return _page(request, writing, form, status=form.refused_with)
    if writing.open_id is not None:
        return redirect("network:conversation", writing.open_id)
    if other.pk == request.user.pk:
        return redirect(other.get_absolute_url())
    return _page(request, writing, form)


def _written(request: MemberRequest, conversation_id: int, *, first: queries.Writing) -> HttpResponse:
    waits = first.open_id is None and first.way == Way.FIRST and not first.crosses
    messages.success(request, _("Sent. It waits until they accept it.") if waits else _("Sent."))
    return redirect("network:conversation", conversation_id)


def _page(request: MemberRequest, writing: queries.Writing, form: WriteForm, status: int = 200) -> HttpResponse:
    shown = {"writing": writing, "other": writing.other, "form": form}
    return render(request, "network/messages/write.html", shown, status=status)


def requests(request: MemberRequest) -> HttpResponse:
    """First messages that wait for one's answer, the newest first."""
    return render(request, "network/messages/requests.html", {**tabs_of(request, "requests"), **_waiting(request)})


def requests_piece(request: MemberRequest) -> HttpResponse:
    return render(request, "network/messages/_requests.html", _waiting(request))


def _waiting(request: MemberRequest) -> dict[str, Any]:
    before = page_keys.key_in(request)
    found, last = page_of(queries.requests_to(request.user, before=before), PAGE)
    return {"rows": found, "before": before, "next_key": last.pk if last else 0}


def accept(request: MemberRequest, exchange_id: int) -> HttpResponse:
    found = _answer(request, exchange_id, actions.accept)
    if found is None:
        return redirect("network:message-requests")
    messages.success(request, _("Accepted. You can write to each other now."))
    return redirect("network:conversation", found.conversation_id)


def decline(request: MemberRequest, exchange_id: int) -> HttpResponse:
    if _answer(request, exchange_id, actions.decline):
        messages.success(request, _("Declined. They are not told."))
    return redirect("network:message-requests")


def _answer(request: MemberRequest, exchange_id: int, act: Callable[..., Exchange]) -> Exchange | None:
    """None where it no longer waits, which is said."""
    if not Exchange.objects.read_by(request.user).filter(pk=exchange_id).exists():
        raise Http404
    try:
        return act(exchange_id, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return None


def letterbox(request: MemberRequest) -> HttpResponse:
    """Whose words come in at once: each member's own choice."""
    form = LetterboxForm(request.POST or None, initial={"takes": queries.takes_of(request.user.pk)})
    if request.method == "POST" and form.is_valid():
        take_messages(form.cleaned_data["takes"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("network:letterbox")
    return render(request, "network/messages/letterbox.html", {"form": form}, status=422 if form.is_bound else 200)
