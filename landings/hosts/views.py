from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from landings.hosts import actions, gazetteer, queries, rules
from landings.hosts.forms import ClosureForm, OfferForm, SiteForm
from landings.hosts.models import Site, SlotOffer
from landings.programmes.rules import is_officer_anywhere
from network.members.doors import MemberRequest
from network.organisations.models import Organisation


def sites(request: MemberRequest) -> HttpResponse:
    """All open sites, to look around before applying."""
    words, country = request.GET.get("q", "").strip()[:80], request.GET.get("country", "")
    page = queries.sites_page(request.user, words=words, country=country, after=request.GET.get("after", ""))
    shown = {
        "page": page,
        "words": words,
        "country": country,
        "countries": queries.countries_of_sites(request.user),
        "is_host": _houses(request).exists(),
    }
    return render(request, "landings/hosts/sites.html", shown)


def mine(request: MemberRequest) -> HttpResponse:
    """The manager's own sites with their offers."""
    shown = {"sites": queries.sites_of(request.user), "may_open": _houses(request).exists(), "today": _today()}
    return render(request, "landings/hosts/mine.html", shown)


def site(request: MemberRequest, site_id: int) -> HttpResponse:
    found = get_object_or_404(Site.objects.visible_to(request.user).select_related("host", "stream"), pk=site_id)
    shown = {
        "site": found,
        "promises": queries.promises(found),
        "offers": queries.offers_of(found, request.user),
        "closures": found.closures.filter(day__gte=_today())[:60],
        "stale": queries.is_stale(found, _today()),
        "may_manage": rules.may_manage_site(request.user, found),
        "may_verify": not found.verified_at
        and is_officer_anywhere(request.user)
        and not rules.is_staff_of_site(request.user, found),
        "now": timezone.now(),
    }
    return render(request, "landings/hosts/site.html", shown)


def open_site(request: MemberRequest) -> HttpResponse:
    houses = _houses(request)
    if not houses.exists():
        raise PermissionDenied
    initial = {"key": uuid4().hex, "host": houses.first(), "opens": "09:00", "closes": "17:00"}
    form = SiteForm(request.POST or None, houses=houses, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.open_site(given["host"].pk, by=request.user, page=given, key=given["key"], now=timezone.now())
        messages.success(request, _("The site is open. Offer desks there next."))
        return redirect("landings:site", made.pk)
    return render(request, "landings/hosts/edit_site.html", {"form": form}, status=422 if form.is_bound else 200)


def edit_site(request: MemberRequest, site_id: int) -> HttpResponse:
    found = _managed(request, site_id)
    form = SiteForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change_site(site_id, by=request.user, page=form.cleaned_data, now=timezone.now())
        messages.success(request, _("Saved, and looked over today."))
        return redirect("landings:site", site_id)
    shown = {"form": form, "site": get_object_or_404(Site, pk=site_id)}
    return render(request, "landings/hosts/edit_site.html", shown, status=422 if form.is_bound else 200)


def closures(request: MemberRequest, site_id: int) -> HttpResponse:
    """Days on which the site is closed: set and lifted."""
    found = _managed(request, site_id)
    form = ClosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day, reason = form.cleaned_data["day"], form.cleaned_data["reason"]
        try:
            if request.POST.get("do") == "lift":
                actions.lift_closure(site_id, by=request.user, day=day, now=timezone.now())
            else:
                actions.set_closure(site_id, by=request.user, day=day, reason=reason, now=timezone.now())
        except ValidationError as error:
            form.add_error("day", error)
        else:
            return redirect("landings:closures", site_id)
    shown = {"site": found, "form": form, "closures": found.closures.filter(day__gte=_today())[:400]}
    return render(request, "landings/hosts/closures.html", shown, status=422 if form.is_bound else 200)


def verify(request: MemberRequest, site_id: int) -> HttpResponse:
    found = get_object_or_404(Site.objects.visible_to(request.user), pk=site_id)
    actions.verify_site(found.pk, by=request.user, now=timezone.now())
    messages.success(request, _("You vouch for this site now."))
    return redirect("landings:site", found.pk)


def draft_offer(request: MemberRequest, site_id: int) -> HttpResponse:
    found = _managed(request, site_id)
    initial = {"key": uuid4().hex, "currency": "EUR", "desks": 1, "shortest_stay": 1, "longest_stay": 90}
    form = OfferForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        made = actions.draft_offer(site_id, by=request.user, page=form.page(), key=key, now=timezone.now())
        if request.POST.get("do") == "publish":
            return _act(request, made.pk, actions.publish_offer, _("Firms see the offer now."))
        messages.success(request, _("The offer is kept as a draft. Publish it when you are ready."))
        return redirect("landings:offer", made.pk)
    shown = {"form": form, "site": found}
    return render(request, "landings/hosts/edit_offer.html", shown, status=422 if form.is_bound else 200)


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
    found = _managed_offer(request, offer_id)
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


def city(request: MemberRequest) -> HttpResponse:
    """Where a city lies, for the form: coordinates and zone, or nothing."""
    name, country = request.GET.get("q", "")[:120], request.GET.get("country", "")[:2]
    found = gazetteer.find(name, country)
    if found is None:
        return JsonResponse({})
    place = {"latitude": found.latitude, "longitude": found.longitude, "time_zone": found.time_zone}
    return JsonResponse({"name": found.name, **place})


def _act(request: MemberRequest, offer_id: int, act: Callable[..., Any], done: str) -> HttpResponse:
    found = _managed_offer(request, offer_id)
    try:
        act(found.pk, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("landings:offer", found.pk)


def _managed(request: MemberRequest, site_id: int) -> Site:
    found = get_object_or_404(Site.objects.visible_to(request.user).select_related("host"), pk=site_id)
    if not rules.may_manage_site(request.user, found):
        raise PermissionDenied
    return found


def _managed_offer(request: MemberRequest, offer_id: int) -> SlotOffer:
    offers = SlotOffer.objects.visible_to(request.user).select_related("site__host")
    found = get_object_or_404(offers, pk=offer_id)
    if not rules.may_manage_site(request.user, found.site):
        raise PermissionDenied
    return found


def _houses(request: MemberRequest) -> Any:
    """Houses whose sites the member may open."""
    roles = {"memberships__member": request.user, "memberships__role__in": rules.MANAGING}
    return Organisation.objects.filter(kind=Organisation.Kind.HOST, closed_at=None, **roles).order_by("name", "pk")


def _today() -> Any:
    return timezone.localdate()
