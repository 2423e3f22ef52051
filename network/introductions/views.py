from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import page_keys, personal_links
from network.introductions import actions, queries, rules, tellings
from network.introductions.forms import CloseForm, ProposeForm, TimeForm
from network.introductions.models import Answer, Introduction, MeetingTime, Side
from network.members.models import Member


def introductions(request: HttpRequest) -> HttpResponse:
    """A commissioner's desk of introductions; for everyone else, the questions they were asked."""
    me, before = _me(request), page_keys.key_in(request)
    agencies = queries.agency_keys(me)
    if not agencies:
        shown = {"sides": queries.asked_of(me, before=before), "page_size": queries.PAGE}
        return render(request, "network/introductions/asked.html", shown)
    asked = request.GET.get("state", "")
    state = asked if asked in queries.STATES else ""
    shown = {
        "introductions": queries.office_list(agencies, state=state, before=before),
        "counts": queries.office_counts(agencies),
        "state": state,
        "page_size": queries.PAGE,
        "sides": queries.waiting_for(me, now=timezone.now()),
    }
    return render(request, "network/introductions/desk.html", shown)


def propose(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    if not queries.agencies_of(me).exists():
        raise PermissionDenied
    form = ProposeForm(request.POST or None, by=me)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.propose(
                by=me,
                agency=said["agency"],
                firm=said["founder"].organisation,
                founder=said["founder"].member,
                contact=said["contact"],
                blurb=said["blurb"],
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Both are being asked, each in private. You will see here what they say."))
            return redirect("network:introduction", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "network/introductions/propose.html", {"form": form}, status=status)


def introduction(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """The office sees everything; a side sees its own question and answer."""
    me = _me(request)
    found = get_object_or_404(Introduction.objects.visible_to(me).for_list(), pk=introduction_id)
    if rules.is_of_office(me, found):
        return render(request, "network/introductions/introduction.html", _office_view(me, found))
    side = get_object_or_404(found.sides.all(), member=me)
    return render(request, "network/introductions/side.html", _side_view(side))


def office_piece(request: HttpRequest, introduction_id: int) -> HttpResponse:
    me = _me(request)
    found = get_object_or_404(Introduction.objects.of_office(me).for_list(), pk=introduction_id)
    return render(request, "network/introductions/_introduction.html", _office_view(me, found))


def answer(request: HttpRequest, side_id: int) -> HttpResponse:
    side = get_object_or_404(Side, pk=side_id, member=_me(request))
    return _answer(request, side, f"/introductions/{side.introduction_id}/")


def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The personal link of the mail: works without log-in, for who may still log in."""
    asked = Side.objects.filter(member__is_active=True).select_related("member")
    side = get_object_or_404(asked, digest=personal_links.digest_of(token))
    if request.method == "POST":
        return _answer(request, side, request.path)
    return render(request, "network/introductions/answer.html", {**_side_view(side), "token": token})


def withdraw(request: HttpRequest, introduction_id: int) -> HttpResponse:
    me = _me(request)
    found = get_object_or_404(Introduction.objects.of_office(me), pk=introduction_id)
    _try(request, lambda: actions.withdraw(found.pk, by=me, now=timezone.now()), _("It is withdrawn."))
    return redirect("network:introduction", found.pk)


def close(request: HttpRequest, introduction_id: int) -> HttpResponse:
    me = _me(request)
    found = get_object_or_404(Introduction.objects.of_office(me).for_list(), pk=introduction_id)
    form = CloseForm(request.POST)
    if form.is_valid() and _try(
        request,
        lambda: actions.close(found.pk, by=me, now=timezone.now(), **form.cleaned_data),
        _("Closed. The office keeps the history."),
    ):
        return redirect("network:introduction", found.pk)
    shown = {**_office_view(me, found), "close_form": form}
    return render(request, "network/introductions/introduction.html", shown, status=422)


def meeting_times(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """The panel of meeting times beside the conversation; a POST suggests one. Whoever comes to its address, which
    stands in the browser after a refusal, gets a whole page.
    """
    me = _me(request)
    found = get_object_or_404(Introduction.objects.visible_to(me).for_list(), pk=introduction_id)
    form = TimeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _suggest(found, me, form):
            return redirect(f"/messages/{found.conversation_id}/")
    shown = {"introduction": found, "times": _times(found), "time_form": form, "may": rules.may_suggest_time(me, found)}
    is_piece = request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "") != "document"
    page = "_meeting_times.html" if is_piece else "meeting_times.html"
    return render(request, f"network/introductions/{page}", {**shown, "me": me}, status=status)


def accept_time(request: HttpRequest, time_id: int) -> HttpResponse:
    me = _me(request)
    seen = Introduction.objects.visible_to(me)
    time = get_object_or_404(MeetingTime.objects.select_related("introduction"), pk=time_id, introduction__in=seen)
    _try(request, lambda: actions.accept_time(time.pk, by=me, now=timezone.now()), _("The meeting is agreed."))
    return redirect("network:conversation", time.introduction.conversation_id)


def _suggest(found: Introduction, me: Member, form: TimeForm) -> bool:
    try:
        actions.suggest_time(found.pk, by=me, now=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _answer(request: HttpRequest, side: Side, back: str) -> HttpResponse:
    said = request.POST.get("answer", "")
    _try(
        request, lambda: actions.answer(side.pk, answer=said, now=timezone.now()), _("Thank you, we have your answer.")
    )
    return redirect(back)


def _try(request: HttpRequest, act: Any, done: str) -> bool:
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, done)
    return True


def _office_view(me: Member, found: Introduction) -> dict[str, Any]:
    return {
        "introduction": found,
        "history": tellings.history(found),
        "times": _times(found),
        "may_close": rules.may_close(me, found),
        "close_form": CloseForm(),
    }


def _side_view(side: Side) -> dict[str, Any]:
    introduction = Introduction.objects.for_list().get(pk=side.introduction_id)
    open_still = rules.may_still_answer(introduction, side, now=timezone.now())
    other = next(other.member for other in introduction.sides.all() if other.pk != side.pk)
    return {"side": side, "introduction": introduction, "other": other, "open": open_still, "answers": Answer}


def _times(found: Introduction) -> list[MeetingTime]:
    return list(found.meeting_times.select_related("suggested_by", "accepted_by"))


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
