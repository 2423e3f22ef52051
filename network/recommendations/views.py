from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import page_keys
from network.members.models import Member, MemberRequest
from network.recommendations import actions, queries, rules
from network.recommendations.forms import AskForm, ChangeForm, RecommendForm, WordsForm
from network.recommendations.models import Recommendation


def recommendations(request: MemberRequest) -> HttpResponse:
    """Those about one, or by one."""
    here = queries.BY if request.GET.get("show") == queries.BY else queries.ABOUT
    before = page_keys.key_in(request)
    rows, next_key = queries.listed(request.user, here, now=timezone.now(), before=before)
    shown = {"here": here, "rows": rows, "next_key": next_key, "before": before}
    shown["counts"] = queries.counts_of(request.user)
    return render(request, "network/recommendations/recommendations.html", shown)


def recommendation(request: MemberRequest, recommendation_id: int) -> HttpResponse:
    return render(request, "network/recommendations/recommendation.html", _shown(request, recommendation_id))


def piece(request: MemberRequest, recommendation_id: int) -> HttpResponse:
    return render(request, "network/recommendations/_recommendation.html", _shown(request, recommendation_id))


def recommend(request: MemberRequest, member_id: int) -> HttpResponse:
    """The form of a recommendation. Where the two share nothing that can be spoken of, the member's page is shown."""
    other, now = _seen(request, member_id), timezone.now()
    found = queries.dealings_to_recommend(request.user, other, now=now)
    form = RecommendForm(request.POST or None, dealings=queries.choices(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = _done(
            form,
            lambda: actions.write(
                other.pk, by=request.user, dealing_id=given["dealing"], words=given["words"], now=now
            ),
        )
        if made:
            messages.success(request, _("Sent. %(who)s reads it first, and decides.") % {"who": other.name})
            return redirect(made)
    return _form_page(request, "recommend", form, other, found)


def ask(request: MemberRequest, member_id: int) -> HttpResponse:
    """The form by which one asks for a recommendation."""
    other, now = _seen(request, member_id), timezone.now()
    found = queries.dealings_to_ask_for(request.user, other, now=now)
    form = AskForm(request.POST or None, dealings=queries.choices(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = _done(
            form,
            lambda: actions.ask(
                other.pk, by=request.user, dealing_id=given["dealing"], request=given["request"], now=now
            ),
        )
        if made:
            messages.success(request, _("Your request is sent. You are told when they have written."))
            return redirect(made)
    return _form_page(request, "ask", form, other, found)


def change(request: MemberRequest, recommendation_id: int) -> HttpResponse:
    """The writer's words: those that were asked for, or others in place of those that stand."""
    found = _of(request, recommendation_id)
    if not rules.is_writer(request.user, found):
        raise PermissionDenied
    form = WordsForm(request.POST or None, initial={"words": found.words})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if _done(form, lambda: actions.change(found.pk, by=request.user, words=words, now=timezone.now())):
            messages.success(request, _("Sent. %(who)s reads it first, and decides.") % {"who": found.about.name})
            return redirect(found)
    return _own_form_page(request, "change", form, found)


def ask_change(request: MemberRequest, recommendation_id: int) -> HttpResponse:
    found = _of(request, recommendation_id)
    if rules.is_writer(request.user, found):
        raise PermissionDenied
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["wanted"]
        if _done(form, lambda: actions.ask_change(found.pk, by=request.user, wanted=wanted, now=timezone.now())):
            messages.success(request, _("%(who)s is asked.") % {"who": found.by.name})
            return redirect(found)
    return _own_form_page(request, "ask_change", form, found)


def show(request: MemberRequest, recommendation_id: int) -> HttpResponse:
    return _do(request, recommendation_id, actions.show, _("Your page shows it."))


def keep(request: MemberRequest, recommendation_id: int) -> HttpResponse:
    return _do(request, recommendation_id, actions.keep, _("Your page does not show it. They are not told."))


def decline(request: MemberRequest, recommendation_id: int) -> HttpResponse:
    return _do(request, recommendation_id, actions.decline, _("Declined. They are not told."))


def withdraw(request: MemberRequest, recommendation_id: int) -> HttpResponse:
    return _do(request, recommendation_id, actions.withdraw, _("Withdrawn."))


def _do(request: MemberRequest, recommendation_id: int, act: Callable[..., Any], done: str) -> HttpResponse:
    found = _of(request, recommendation_id)
    try:
        act(found.pk, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect(found)


def _done(form: forms.Form, act: Callable[[], Recommendation]) -> Recommendation | None:
    try:
        return act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _form_page(request: MemberRequest, what: str, form: forms.Form, other: Member, found: list[Any]) -> HttpResponse:
    if not found and not form.is_bound:
        return redirect(other)
    shown = {"what": what, "form": form, "other": other, "back": other.get_absolute_url()}
    return render(request, "network/recommendations/form.html", shown, status=422 if form.is_bound else 200)


def _own_form_page(request: MemberRequest, what: str, form: forms.Form, found: Recommendation) -> HttpResponse:
    shown = queries.shown_to(request.user, found, now=timezone.now())
    may = shown.may_write if what == "change" else shown.may_ask_change
    if not may and not form.is_bound:
        return redirect(found)
    words = {"what": what, "form": form, "shown": shown, "other": shown.other, "back": found.get_absolute_url()}
    return render(request, "network/recommendations/form.html", words, status=422 if form.is_bound else 200)


def _shown(request: MemberRequest, recommendation_id: int) -> dict[str, Any]:
    found = _of(request, recommendation_id)
    return {"shown": queries.shown_to(request.user, found, now=timezone.now())}


def _of(request: MemberRequest, recommendation_id: int) -> Recommendation:
    rows = Recommendation.objects.visible_to(request.user).for_list().select_related("stream", "by", "about", "dealing")
    return get_object_or_404(rows, pk=recommendation_id)


def _seen(request: MemberRequest, member_id: int) -> Member:
    return get_object_or_404(Member.objects.visible_to(request.user), pk=member_id)
