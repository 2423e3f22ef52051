from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.tables.pages import page_of
from ground.web import idempotency, page_keys
from ground.web.addresses import is_ours
from network.connections import actions, queries
from network.connections.forms import ConnectForm
from network.connections.queries.lists import PAGE
from network.connections.registry import profile_steps
from network.members.models import Member, MemberRequest

SUGGESTED = 24


def connections(request: MemberRequest) -> HttpResponse:
    """Whom one is connected with: found by name, the newest first or by name."""
    order = queries.BY_NAME if request.GET.get("order") == queries.BY_NAME else queries.NEWEST
    text, after = request.GET.get("q", ""), request.GET.get("after", "")
    knowing = queries.connections_of(request.user, text=text, order=order, after=after)
    shown = {
        **_tabs(request, "connections"),
        "knowing": knowing,
        "q": knowing.text,
        "order": order,
        "after": after,
    }
    return render(request, "network/connections/connections.html", shown)


def requests(request: MemberRequest) -> HttpResponse:
    """What waits for one's answer, the newest first."""
    shown = {**_tabs(request, "to-me"), **_to_me(request)}
    return render(request, "network/connections/requests.html", shown)


def requests_piece(request: MemberRequest) -> HttpResponse:
    return render(request, "network/connections/_requests.html", _to_me(request))


def sent(request: MemberRequest) -> HttpResponse:
    """What one has asked, the newest first."""
    shown, before = _tabs(request, "by-me"), page_keys.key_in(request)
    found, last = page_of(queries.requests_by(request.user, now=timezone.now(), before=before), PAGE)
    shown |= {"rows": found, "next_key": last.pk if last else 0, "before": before}
    return render(request, "network/connections/sent.html", shown)


def suggestions(request: MemberRequest) -> HttpResponse:
    """Whom one may know, the best first, each with what speaks for them."""
    found = queries.suggestions_for(request.user, now=timezone.now(), most=SUGGESTED)
    return render(
        request, "network/connections/suggestions.html", {**_tabs(request, "suggested"), "suggestions": found}
    )


def suggestions_piece(request: MemberRequest) -> HttpResponse:
    """The best few, which the page of connections fetches when it is there: to weigh them takes longer than a list."""
    found = queries.suggestions_for(request.user, now=timezone.now())
    return render(request, "network/connections/_suggestions.html", {"suggestions": found})


def tabs(request: MemberRequest) -> HttpResponse:
    """The piece with the numbers, as the page that shows it has it."""
    return render(request, "network/connections/_tabs.html", _tabs(request, request.GET.get("here", "")))


def mutual(request: MemberRequest, member_id: int) -> HttpResponse:
    """Whom one and another member both know, by name."""
    other = _seen(request, member_id)
    if other.pk == request.user.pk:
        return redirect("network:connections")
    after = request.GET.get("after", "")
    rows, key = queries.mutual_page(request.user, other, after=after)
    shown = {"other": other, "rows": rows, "next_key": key, "after": after}
    return render(request, "network/connections/mutual.html", shown)


def profile_piece(request: MemberRequest, member_id: int) -> HttpResponse:
    """What stands between the reader and a member, as their page shows it; of oneself there is nothing to say."""
    other = _seen(request, member_id)
    if other.pk == request.user.pk:
        return HttpResponse()
    now = timezone.now()
    between, steps = queries.between(request.user, other, now=now), profile_steps(request.user, other, now)
    return render(request, "network/connections/_between.html", {"words": {"between": between, "steps": steps}})


def connect(request: MemberRequest, member_id: int) -> HttpResponse:
    """The form of a request. Where there is nothing to ask any more, the member's page says what is."""
    other, now = _seen(request, member_id), timezone.now()
    between = queries.between(request.user, other, now=now)
    form = ConnectForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _asked(request, other, form):
        return redirect(other.get_absolute_url())
    if request.method == "GET" and not between.may_ask:
        return redirect(other.get_absolute_url())
    shown = {"between": between, "other": other, "form": form}
    return render(request, "network/connections/connect.html", shown, status=422 if form.is_bound else 200)


def _asked(request: MemberRequest, other: Member, form: ConnectForm) -> bool:
    try:
        with idempotency.refused_in_words():
            made = actions.ask(other.pk, by=request.user, now=timezone.now(), **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    said = _("You are connected.") if made.connected_at else _("Your request is sent. You are told when they say yes.")
    messages.success(request, said)
    return True


def accept(request: MemberRequest, member_id: int) -> HttpResponse:
    other = _seen(request, member_id)
    done = _("You and %(who)s are connected.") % {"who": other.name}
    return _do(request, other, actions.accept, done)


def decline(request: MemberRequest, member_id: int) -> HttpResponse:
    return _do(request, _seen(request, member_id), actions.decline, _("Declined. They are not told."))


def withdraw(request: MemberRequest, member_id: int) -> HttpResponse:
    return _do(request, _seen(request, member_id), actions.withdraw, _("Your request is withdrawn."))


def disconnect(request: MemberRequest, member_id: int) -> HttpResponse:
    return _do(request, _seen(request, member_id), actions.disconnect, _("You are not connected any more."))


def put_off(request: MemberRequest, member_id: int) -> HttpResponse:
    other = _seen(request, member_id)
    actions.put_off(other.pk, by=request.user, now=timezone.now())
    messages.success(request, _("%(who)s is not suggested for half a year.") % {"who": other.name})
    return redirect(_back(request, reverse("network:connections")))


def _do(request: MemberRequest, other: Member, act: Callable[..., Any], done: str) -> HttpResponse:
    try:
        act(other.pk, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect(_back(request, other.get_absolute_url()))


def _back(request: HttpRequest, otherwise: str) -> str:
    """To the list that the button stood in, where it says so."""
    said = request.POST.get("next", "")
    return said if is_ours(request, said) else otherwise


def _to_me(request: MemberRequest) -> dict[str, Any]:
    before = page_keys.key_in(request)
    found, last = page_of(queries.requests_to(request.user, now=timezone.now(), before=before), PAGE)
    return {"rows": found, "next_key": last.pk if last else 0, "before": before}


def _tabs(request: MemberRequest, here: str) -> dict[str, Any]:
    circle = actions.circle_of(request.user.pk)
    return {"here": here, "circle": circle, "counts": queries.counts_of(request.user, now=timezone.now())}


def _seen(request: MemberRequest, member_id: int) -> Member:
    return get_object_or_404(Member.objects.visible_to(request.user), pk=member_id)
