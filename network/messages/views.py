from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import page_keys
from network.directory import vocabulary
from network.members.models import Member
from network.messages import actions, queries, rules
from network.messages.forms import LineForm
from network.messages.live import line_piece
from network.messages.models import Conversation, Line
from realtime.receipts import KeyReused


def conversations(request: HttpRequest) -> HttpResponse:
    """All of one's own; or, where words are asked for, what was said in them."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    if words:
        return _found(request, words)
    rows = queries.conversations_of(_me(request), before=page_keys.key_in(request))
    return render(request, "network/messages/list.html", {"conversations": rows, "page_size": queries.PAGE})


def _found(request: HttpRequest, words: str) -> HttpResponse:
    me, key = _me(request), page_keys.key_in(request)
    lines = queries.lines_found(me, words, before=key)
    meant = "" if lines or key else vocabulary.meant(words, lambda other: bool(queries.lines_found(me, other)))
    shown = {"q": words, "lines": lines[: queries.PAGE], "older": len(lines) > queries.PAGE, "meant": meant}
    return render(request, "network/messages/found.html", shown)


def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    found = get_object_or_404(Conversation.objects.visible_to(request.user).for_list(), pk=conversation_id)
    form = LineForm(request.POST or None)
    if request.method == "POST":
        return _say(request, found, form)
    if request.method == "GET" and not request.GET.get("before"):
        actions.read_to(found, by=_me(request), seq=found.stream.last_seq, now=timezone.now())
    return _page(request, found, form)


def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """The permanent address of a line leads to its place."""
    return redirect(queries.address_of(_line(request, line_id)))


def menu(request: HttpRequest, line_id: int) -> HttpResponse:
    """What this member may do with this line: a page, or with `?piece` the menu alone."""
    found = _line(request, line_id)
    shown = {"line": found, "may_take_back": rules.may_delete(_me(request), found) and found.deleted_at is None}
    return render(request, f"network/messages/{'_menu' if 'piece' in request.GET else 'menu'}.html", shown)


def unsay(request: HttpRequest, line_id: int) -> HttpResponse:
    said = actions.unsay(_line(request, line_id).pk, by=_me(request), now=timezone.now())
    messages.success(request, _("Taken back. Its place stays, its words are gone."))
    return redirect(queries.address_of(said))


def _line(request: HttpRequest, line_id: int) -> Line:
    mine = Conversation.objects.visible_to(request.user)
    return get_object_or_404(Line.objects.select_related("author", "conversation"), pk=line_id, conversation__in=mine)


def _say(request: HttpRequest, found: Conversation, form: LineForm) -> HttpResponse:
    wants_json = "application/json" in request.headers.get("Accept", "")
    if not form.is_valid():
        if wants_json:
            return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
        return _page(request, found, form, status=422)
    said = form.cleaned_data
    try:
        line = actions.say(found.pk, by=_me(request), body=said["body"], key=said["key"], now=timezone.now())
    except KeyReused:
        words = _("This message was sent before with other words. Copy it, reload the page and send it again.")
        form.add_error("body", words)
        if wants_json:
            return JsonResponse({"errors": form.errors.get_json_data()}, status=409)
        return _page(request, found, form, status=409)
    if wants_json:
        return JsonResponse({"id": f"line-{line.pk}", "piece": line_piece(line)}, status=201)
    messages.success(request, _("Sent."))
    return redirect(f"/messages/{found.pk}/#line-{line.pk}")


def _page(request: HttpRequest, found: Conversation, form: LineForm, status: int = 200) -> HttpResponse:
    page = queries.lines_before(found, page_keys.key_in(request))
    shown = {"conversation": found, "page": page, "form": form}
    return render(request, "network/messages/conversation.html", shown, status=status)


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
