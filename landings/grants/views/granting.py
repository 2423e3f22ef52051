"""The grant of a landing: award, advance, return, close."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.money.formats import money
from landings.grants import actions, queries, rules
from landings.grants.forms import AwardForm, PayForm, ReasonForm, ReturnForm
from landings.grants.models import Advance, Grant
from landings.grants.views.finding import attempt, grant_of, grant_words, landing_of
from network.members.models import MemberRequest

PAGE = "landings/grants/grant.html"


def grant(request: MemberRequest, landing_id: int) -> HttpResponse:
    return render(request, PAGE, grant_words(request, landing_of(request, landing_id)))


def grant_piece(request: MemberRequest, landing_id: int) -> HttpResponse:
    return render(request, "landings/grants/_grant.html", grant_words(request, landing_of(request, landing_id)))


def grant_panel(request: MemberRequest, landing_id: int) -> HttpResponse:
    """The money in short, for the landing's page."""
    return render(request, "landings/grants/_panel.html", grant_words(request, landing_of(request, landing_id)))


def award(request: MemberRequest, landing_id: int) -> HttpResponse:
    landing = landing_of(request, landing_id)
    if not rules.may_award(request.user, landing):
        raise PermissionDenied
    funds = queries.funds_for(landing, on=timezone.now().date())
    form = AwardForm(request.POST, landing=landing, funds=funds)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.award(
                landing.pk,
                amount=given["minor"],
                fund_year_id=given["fund_year"],
                note=given["note"],
                by=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            if refusal.code == "not_now":
                messages.error(request, " ".join(refusal.messages))
                return _answer(request, landing.pk, done=False)
            form.add_error("fund_year" if refusal.code == "lapsed" else "amount", refusal)
        else:
            awarded = money(given["minor"], landing.programme.currency)
            messages.success(request, _("%(amount)s is awarded. The firm is told.") % {"amount": awarded})
            return redirect("landings:grant", landing.pk)
    return _refuse(request, landing.pk, award_form=form)


def approve_advance(request: MemberRequest, grant_id: int) -> HttpResponse:
    found = grant_of(request, grant_id)
    trigger = request.POST.get("trigger", "")
    done = attempt(
        request,
        lambda: actions.approve_advance(found.pk, trigger=trigger, by=request.user, now=timezone.now()),
        _("Approved. Another person pays it now."),
    )
    return _answer(request, found.landing_id, done)


def pay_advance(request: MemberRequest, advance_id: int) -> HttpResponse:
    found = _advance(request, advance_id)
    form = PayForm(request.POST)
    if not form.is_valid():
        return _refuse(request, found.grant.landing_id, pay_form=form)
    reference = form.cleaned_data["reference"]
    done = attempt(
        request,
        lambda: actions.pay_advance(found.pk, reference=reference, by=request.user, now=timezone.now()),
        _("The payment is recorded. The firm is told."),
    )
    return _answer(request, found.grant.landing_id, done)


def send_back_advance(request: MemberRequest, advance_id: int) -> HttpResponse:
    found = _advance(request, advance_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _refuse(request, found.grant.landing_id, reason_form=form)
    reason = form.cleaned_data["reason"]
    done = attempt(
        request,
        lambda: actions.send_back_advance(found.pk, reason=reason, by=request.user, now=timezone.now()),
        _("Sent back. The officer decides anew."),
    )
    return _answer(request, found.grant.landing_id, done)


def record_return(request: MemberRequest, grant_id: int) -> HttpResponse:
    found = grant_of(request, grant_id)
    if not rules.may_handle_payments(request.user, found.landing):
        raise PermissionDenied
    form = ReturnForm(request.POST, currency=found.currency)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_return(
                found.pk,
                amount=given["minor"],
                reference=given["reference"],
                by=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error("amount" if refusal.code == "too_much" else "reference", refusal)
        else:
            messages.success(request, _("The return is recorded."))
            return redirect("landings:grant", found.landing_id)
    return _refuse(request, found.landing_id, return_form=form)


def close(request: MemberRequest, landing_id: int) -> HttpResponse:
    found = landing_of(request, landing_id)
    done = attempt(
        request,
        lambda: actions.close_landing(found.pk, by=request.user, now=timezone.now()),
        _("The books are closed, and what was unspent is released."),
    )
    return _answer(request, found.pk, done)


def _advance(request: MemberRequest, advance_id: int) -> Advance:
    rows = Advance.objects.filter(grant__in=Grant.objects.visible_to(request.user)).select_related("grant")
    return get_object_or_404(rows, pk=advance_id)


def _answer(request: MemberRequest, landing_id: int, done: bool) -> HttpResponse:
    """Back to the page; where it no longer went, the page as it is now, with 409."""
    if done:
        return redirect("landings:grant", landing_id)
    return render(request, PAGE, grant_words(request, landing_of(request, landing_id)), status=409)


def _refuse(request: MemberRequest, landing_id: int, **forms: object) -> HttpResponse:
    return render(request, PAGE, grant_words(request, landing_of(request, landing_id), **forms), status=422)
