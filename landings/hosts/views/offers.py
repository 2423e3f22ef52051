"""Offers of desks at a site, from draft to withdrawal."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import idempotency
from landings.hosts import actions, queries, rules
from landings.hosts.forms import OfferForm
from landings.hosts.models import SlotOffer
from landings.hosts.views.managed import managed_offer, managed_site
from network.members.models import MemberRequest


def draft_offer(request: MemberRequest, site_id: int) -> HttpResponse:
    found = managed_site(request, site_id)
    initial = {"key": uuid4().hex, "currency": "EUR", "desks": 1, "shortest_stay": 1, "longest_stay": 90}
    form = OfferForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and (made := _drafted(request, site_id, form)):
        if request.POST.get("do") == "publish":
            return _act(request, made.pk, actions.publish_offer, _("Firms see the offer now."))
        messages.success(request, _("The offer is kept as a draft. Publish it when you are ready."))
        return redirect("landings:offer", made.pk)
    shown = {"form": form, "site": found}
    return render(request, "landings/hosts/edit_offer.html", shown, status=422 if form.is_bound else 200)


def _drafted(request: MemberRequest, site_id: int, form: OfferForm) -> SlotOffer | None:
    """None where it was refused, which the form says."""
    page, key = form.page(), form.cleaned_data["key"]
    try:
        with idempotency.refused_in_words():
            return actions.draft_offer(site_id, by=request.user, page=page, key=key, now=timezone.now())
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def offer(request: MemberRequest, offer_id: int) -> HttpResponse:
    offers = SlotOffer.objects.visible_to(request.user).for_list()
    found = get_object_or_404(offers, pk=offer_id)
    shown = {
        "offer": found,
        "site": found.site,
        "promises": queries.promises(found.site),
        "may_manage": rules.may_manage_site(request.user, found.site),
        "is_held": rules.is_held(found),
    }
    return render(request, "landings/hosts/offer.html", shown)


def edit_offer(request: MemberRequest, offer_id: int) -> HttpResponse:
    found = managed_offer(request, offer_id)
    form = OfferForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_offer(offer_id, by=request.user, page=form.page(), now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("landings:offer", offer_id)
    shown = {"form": form, "site": found.site, "offer": found}
    return render(request, "landings/hosts/edit_offer.html", shown, status=422 if form.is_bound else 200)


def publish_offer(request: MemberRequest, offer_id: int) -> HttpResponse:
    return _act(request, offer_id, actions.publish_offer, _("Firms see the offer now."))


def pause_offer(request: MemberRequest, offer_id: int) -> HttpResponse:
    return _act(request, offer_id, actions.pause_offer, _("Nobody new can ask for it. What is agreed stays."))


def resume_offer(request: MemberRequest, offer_id: int) -> HttpResponse:
    return _act(request, offer_id, actions.resume_offer, _("Firms can ask for it again."))


def withdraw_offer(request: MemberRequest, offer_id: int) -> HttpResponse:
    return _act(request, offer_id, actions.withdraw_offer, _("The offer is withdrawn."))


def _act(request: MemberRequest, offer_id: int, act: Callable[..., Any], done: str) -> HttpResponse:
    found = managed_offer(request, offer_id)
    try:
        act(found.pk, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("landings:offer", found.pk)
