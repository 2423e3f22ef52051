"""Sites: looking around, one's own, their pages, closures and who vouches for them."""

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.places import gazetteer
from ground.web import idempotency
from landings.hosts import actions, queries, rules
from landings.hosts.forms import ClosureForm, SiteForm
from landings.hosts.models import Site
from landings.hosts.views.managed import managed_site
from landings.programmes.rules import is_officer_anywhere
from network.members.models import MemberRequest
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
    if request.method == "POST" and form.is_valid() and (made := _opened(request, form)):
        messages.success(request, _("The site is open. Offer desks there next."))
        return redirect("landings:site", made.pk)
    return render(request, "landings/hosts/edit_site.html", {"form": form}, status=422 if form.is_bound else 200)


def _opened(request: MemberRequest, form: SiteForm) -> Site | None:
    """None where it was refused, which the form says."""
    given = form.cleaned_data
    try:
        with idempotency.refused_in_words():
            return actions.open_site(
                given["host"].pk, by=request.user, page=given, key=given["key"], now=timezone.now()
            )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def edit_site(request: MemberRequest, site_id: int) -> HttpResponse:
    found = managed_site(request, site_id)
    form = SiteForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change_site(site_id, by=request.user, page=form.cleaned_data, now=timezone.now())
        messages.success(request, _("Saved, and looked over today."))
        return redirect("landings:site", site_id)
    shown = {"form": form, "site": get_object_or_404(Site, pk=site_id)}
    return render(request, "landings/hosts/edit_site.html", shown, status=422 if form.is_bound else 200)


def closures(request: MemberRequest, site_id: int) -> HttpResponse:
    """Days on which the site is closed: set and lifted."""
    found = managed_site(request, site_id)
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


def city(request: MemberRequest) -> HttpResponse:
    """Where a city lies, for the form: coordinates and zone. Nothing where none or several are called so."""
    name, country = request.GET.get("q", "")[:120], request.GET.get("country", "")[:2]
    hits = gazetteer.find_all(name, country)
    if len(hits) != 1:
        return JsonResponse({})
    [found] = hits
    place = {"latitude": found.latitude, "longitude": found.longitude, "time_zone": found.time_zone}
    return JsonResponse({"name": found.name, **place})


def _houses(request: MemberRequest) -> QuerySet[Organisation]:
    """Houses whose sites the member may open."""
    roles = {"memberships__member": request.user, "memberships__role__in": rules.MANAGING}
    return Organisation.objects.filter(kind=Organisation.Kind.HOST, closed_at=None, **roles).order_by(
        "folded_name", "pk"
    )


def _today() -> date:
    return timezone.localdate()
