"""A claim: its lines and receipts, sent in by the firm, decided and paid by two others."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.files.keeping import attachment
from landings.grants import actions, queries, rules
from landings.grants.actions.claims import Cost
from landings.grants.actions.decisions import covered
from landings.grants.forms import ChangesForm, LineForm, PayForm, ReasonForm, SubmitForm
from landings.grants.models import Claim
from landings.grants.views.finding import attempt, claim_of, grant_of
from network.members.models import MemberRequest

PAGE = "landings/grants/claim.html"


def begin(request: MemberRequest, grant_id: int) -> HttpResponse:
    found = grant_of(request, grant_id)
    try:
        claim = actions.begin_claim(found.pk, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("landings:grant", found.landing_id)
    return redirect("landings:claim", claim.pk)


def claim(request: MemberRequest, claim_id: int) -> HttpResponse:
    return render(request, PAGE, _words(request, claim_of(request, claim_id)))


def claim_piece(request: MemberRequest, claim_id: int) -> HttpResponse:
    return render(request, "landings/grants/_claim.html", _words(request, claim_of(request, claim_id)))


def add_line(request: MemberRequest, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    if not rules.may_claim(request.user, found.grant.landing):
        raise PermissionDenied
    form = LineForm(request.POST, request.FILES, grant=found.grant)
    if form.is_valid():
        try:
            actions.add_line(found.pk, cost=_cost(form), by=request.user, now=timezone.now())
        except ValidationError as refusal:
            if refusal.code == "not_now":
                return _stale(request, found, refusal)
            form.add_error(_FIELDS.get(str(refusal.code)), refusal)
        else:
            return redirect("landings:claim", found.pk)
    return render(request, PAGE, _words(request, found, line_form=form), status=422)


_FIELDS = {
    "amount": "amount",
    "future": "spent_on",
    "early": "spent_on",
    "category": "category",
    "twice": "receipt",
    "currency": "currency",
    "rate": "currency",
    "old_rate": "old_rate",
}


def _cost(form: LineForm) -> Cost:
    given = form.cleaned_data
    return Cost(
        spent_on=given["spent_on"],
        category=given["category"],
        description=given["description"],
        amount=given["minor"],
        currency=given["currency"],
        receipt=given["receipt"],
        rate_of=given.get("rate_of"),
    )


def _stale(request: MemberRequest, found: Claim, refusal: ValidationError) -> HttpResponse:
    """The page as it is now, saying why what was asked no longer goes."""
    messages.error(request, " ".join(refusal.messages))
    return render(request, PAGE, _words(request, claim_of(request, found.pk)), status=409)


def drop_line(request: MemberRequest, claim_id: int, line_id: int) -> HttpResponse:
    return _act(request, claim_id, lambda pk, **who: actions.drop_line(pk, line_id, **who), _("Taken off the claim."))


def submit(request: MemberRequest, claim_id: int) -> HttpResponse:
    is_final = bool(request.POST.get("is_final"))
    done = _("Sent. The programme's officer looks at it next.")
    return _act(request, claim_id, lambda pk, **who: actions.submit_claim(pk, is_final=is_final, **who), done)


def approve(request: MemberRequest, claim_id: int) -> HttpResponse:
    return _act(request, claim_id, actions.approve_claim, _("Approved. It is another person’s turn now."))


def want_changes(request: MemberRequest, claim_id: int) -> HttpResponse:
    found, form = claim_of(request, claim_id), ChangesForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, _words(request, found, changes_form=form), status=422)
    what = form.cleaned_data["what"]
    done = _("The firm is asked to change it.")
    return _act(request, claim_id, lambda pk, **who: actions.want_changes(pk, what=what, **who), done)


def decline(request: MemberRequest, claim_id: int) -> HttpResponse:
    found, form = claim_of(request, claim_id), ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, _words(request, found, decline_form=form), status=422)
    reason = form.cleaned_data["reason"]
    done = _("Declined. The firm reads the reason.")
    return _act(request, claim_id, lambda pk, **who: actions.decline_claim(pk, reason=reason, **who), done)


def pay(request: MemberRequest, claim_id: int) -> HttpResponse:
    """Where the advance covers all of it no bank is asked, so there is no reference."""
    found, form = claim_of(request, claim_id), PayForm(request.POST)
    if found.is_covered:
        settled = _("The claim is settled. The firm is told.")
        return _act(request, claim_id, lambda pk, **who: actions.pay_claim(pk, reference="", **who), settled)
    if not form.is_valid():
        return render(request, PAGE, _words(request, found, pay_form=form), status=422)
    reference = form.cleaned_data["reference"]
    done = _("The payment is recorded. The firm is told.")
    return _act(request, claim_id, lambda pk, **who: actions.pay_claim(pk, reference=reference, **who), done)


def send_back(request: MemberRequest, claim_id: int) -> HttpResponse:
    return _act(request, claim_id, actions.send_back_claim, _("Sent back. The officer looks again."))


def receipt(request: MemberRequest, claim_id: int, line_id: int) -> HttpResponse:
    """The receipt, to be saved: never shown by the browser as a page of ours."""
    line = get_object_or_404(claim_of(request, claim_id).lines, pk=line_id)
    return attachment(line.receipt, line.receipt_name, line.receipt_type)


def _act(request: MemberRequest, claim_id: int, act: Any, done: str) -> HttpResponse:
    """One action on a claim that the member sees; where it no longer goes, the page as it is now, with 409."""
    found = claim_of(request, claim_id)
    if attempt(request, lambda: act(found.pk, by=request.user, now=timezone.now()), done):
        return redirect("landings:claim", found.pk)
    return render(request, PAGE, _words(request, claim_of(request, claim_id)), status=409)


def _words(request: MemberRequest, found: Claim, **forms: Any) -> dict[str, Any]:
    """What the page of a claim shows to this member."""
    me, grant = request.user, found.grant
    money = queries.money_of(grant)
    mine = rules.may_claim(me, grant.landing)
    lines = list(found.lines.all())
    return {
        "claim": found,
        "grant": grant,
        "landing": grant.landing,
        "lines": lines,
        "total": sum(line.converted for line in lines),
        "covered": covered(found),
        "left": money.committed + money.advanced,
        "steps": _steps(found),
        "may_change": mine and found.is_in_hand and grant.is_open,
        "may_decide": found.state == "submitted" and rules.may_decide_on(me, found),
        "may_pay": found.state == "approved" and rules.may_pay_claim(me, found),
        "approved_by_me": found.state == "approved" and found.approved_by_id == me.pk,
        "line_form": LineForm(grant=grant) if mine else None,
        "submit_form": SubmitForm(initial={"is_final": found.is_final}),
        "changes_form": ChangesForm(),
        "decline_form": ReasonForm(),
        "pay_form": PayForm(),
        **forms,
    }


def _steps(found: Claim) -> list[dict[str, str]]:
    labels = [_("Filled in"), _("Sent in"), _("Approved"), _("Paid")]
    at = {"draft": 0, "changes_wanted": 0, "submitted": 2, "approved": 3, "paid": 4, "declined": 2}[found.state]
    return [
        {"label": label, "state": "done" if n < at else "now" if n == at else "next"} for n, label in enumerate(labels)
    ]
