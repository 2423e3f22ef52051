"""Finding money as who asks sees it: what is hidden is absent; and what a page of it shows."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from ground.money.typed import as_typed
from landings.grants import queries, rules
from landings.grants.forms import AwardForm, PayForm, ReasonForm, ReturnForm
from landings.grants.models import Claim, Grant
from landings.placements.models import Landing
from network.members.models import MemberRequest


def landing_of(request: MemberRequest, landing_id: int) -> Landing:
    """A landing whose money the member may see."""
    found = get_object_or_404(Landing.objects.visible_to(request.user).for_list(), pk=landing_id)
    if not rules.may_see_money(request.user, found):
        raise Http404
    return found


def grant_of(request: MemberRequest, grant_id: int) -> Grant:
    return get_object_or_404(Grant.objects.visible_to(request.user).select_related("landing"), pk=grant_id)


def claim_of(request: MemberRequest, claim_id: int) -> Claim:
    rows = Claim.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("grant__landing__firm", "grant__landing__programme"), pk=claim_id)


def attempt(request: MemberRequest, act: Callable[[], object], done: str) -> bool:
    """Do it and say so; where it no longer goes, say why. True when it was done."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    messages.success(request, done)
    return True


def grant_words(request: MemberRequest, landing: Landing, **forms: Any) -> dict[str, Any]:
    """What the page of a landing's money shows to this member."""
    grant = queries.grant_of(landing)
    words: dict[str, Any] = {"landing": landing, "grant": grant, "may_award": rules.may_award(request.user, landing)}
    if grant is None:
        return {**words, **_award_words(request, landing, words["may_award"]), **forms}
    grant.landing = landing
    money = queries.money_of(grant)
    handles = rules.may_handle_payments(request.user, landing)
    claims = queries.claims_of(grant, request.user)
    return {
        **words,
        "money": money,
        "bars": queries.bars_of(money),
        "plan": queries.plan_rows(grant, request.user),
        "claims": claims,
        "in_hand": next((claim for claim in claims if claim.is_in_hand), None),
        "may_claim": rules.may_claim(request.user, landing) and grant.is_open and not landing.cancelled_at,
        "may_handle": handles,
        "may_close": words["may_award"] and landing.state == "returned",
        "pay_form": PayForm(),
        "reason_form": ReasonForm(),
        "return_form": ReturnForm(currency=grant.currency) if handles and money.advanced else None,
        **forms,
    }


def _award_words(request: MemberRequest, landing: Landing, may_award: bool) -> dict[str, Any]:
    if not may_award or landing.closed_at or landing.cancelled_at:
        return {}
    most = rules.most_for(landing)
    amount = as_typed(min(landing.application.amount or most, most), landing.programme.currency)
    funds = queries.funds_for(landing, on=timezone.now().date())
    form = AwardForm(landing=landing, funds=funds, initial={"amount": amount})
    return {"award_form": form, "asked": landing.application.amount, "funds": funds}
