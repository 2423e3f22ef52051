from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.places.zones import zone_named
from ground.web import page_keys
from landings.hosts.models import Site
from landings.matching.forms import DeclineForm
from landings.matching.models import Match
from landings.matching.queries import shown_to, way
from landings.placements import actions, queries, rules, tellings
from landings.placements.forms import CancelForm, CommissionerForm
from landings.placements.models import Landing
from landings.placements.queries import onward
from landings.placements.registry import steps_done
from landings.programmes import rules as programmes
from network.members.models import MemberRequest


def confirm(request: MemberRequest, match_id: int) -> HttpResponse:
    """Say yes to a match. The second yes leads to the landing."""
    found = _match(request, match_id)
    try:
        match = actions.confirm(found.pk, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return _match_page(request, _match(request, match_id))
    if match.state == "full":
        messages.error(request, _("The last desk for these days was taken a moment ago. Nothing was booked."))
        return _match_page(request, match)
    if match.state == "placed":
        messages.success(request, _("Both have said yes: the desk is booked."))
        return redirect("landings:landing", match.landing.pk)
    messages.success(request, _("You said yes. The other side is asked now."))
    return redirect("landings:match", match.pk)


def _match(request: MemberRequest, match_id: int) -> Match:
    return get_object_or_404(Match.objects.visible_to(request.user).for_list(), pk=match_id)


def _match_page(request: MemberRequest, found: Match) -> HttpResponse:
    """The match as it is now, where a yes no longer goes."""
    words = {**shown_to(request.user, found), "decline_form": DeclineForm()}
    return render(request, "landings/matching/match.html", words, status=409)


def landings(request: MemberRequest) -> HttpResponse:
    page = queries.page_for(request.user, before=page_keys.key_in(request))
    return render(request, "landings/placements/landings.html", page)


def landing(request: MemberRequest, landing_id: int) -> HttpResponse:
    found = _landing(request, landing_id)
    return render(request, "landings/placements/landing.html", _shown(request, found))


def landing_top(request: MemberRequest, landing_id: int) -> HttpResponse:
    """Head, steps, figures and next steps, as this member sees them."""
    found = _landing(request, landing_id)
    return render(request, "landings/placements/_top.html", _shown(request, found))


def cancel(request: MemberRequest, landing_id: int) -> HttpResponse:
    found = _landing(request, landing_id)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, cancel_form=form)
    try:
        actions.cancel(found.pk, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return _page(request, _landing(request, landing_id), status=409)
    messages.success(request, _("The placement is cancelled, and its desk is free again."))
    return redirect("landings:landing", found.pk)


def name_commissioner(request: MemberRequest, landing_id: int) -> HttpResponse:
    found = _landing(request, landing_id)
    form = CommissionerForm(request.POST, choices=queries.commissioners())
    if not form.is_valid():
        return _page(request, found, status=422, commissioner_form=form)
    chosen = form.cleaned_data["commissioner"]
    try:
        actions.name_commissioner(found.pk, commissioner=chosen, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return _page(request, _landing(request, landing_id), status=409)
    messages.success(request, _("%s looks after this landing now.") % chosen.name)
    return redirect("landings:landing", found.pk)


def occupancy(request: MemberRequest, site_id: int) -> HttpResponse:
    """The calendar of a site's desks, for its own house."""
    site = get_object_or_404(Site.objects.of(request.user).select_related("host"), pk=site_id)
    today = timezone.now().astimezone(zone_named(site.time_zone)).date()
    first = _month(request.GET.get("month", ""), today)
    words = {
        "site": site,
        "first": first,
        "before": first - timedelta(days=1),
        "after": (first.replace(day=28) + timedelta(days=4)).replace(day=1),
        "cells": queries.occupancy(site, first=first, today=today),
        "stays": queries.stays_at(site, first=first),
    }
    return render(request, "landings/placements/occupancy.html", words)


def _month(text: str, today: date) -> date:
    """The first of the month asked for as `2026-05`; of this month, where it was not a month."""
    return page_keys.a_month(text) or today.replace(day=1)


def _landing(request: MemberRequest, landing_id: int) -> Landing:
    rows = Landing.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("offer__site", "match", "application__stream"), pk=landing_id)


def _page(request: MemberRequest, found: Landing, *, status: int, **forms: Any) -> HttpResponse:
    return render(request, "landings/placements/landing.html", {**_shown(request, found), **forms}, status=status)


def _shown(request: MemberRequest, found: Landing) -> dict[str, Any]:
    """What the page of a landing shows to this member."""
    events = tellings.events_of(found)
    side = rules.side_of(request.user, found) or "host"
    todo = onward.todos(found, side, steps_done(events) | ({"market"} if found.started_at else set()))
    may_name = rules.may_name_commissioner(request.user, found)
    return {
        "landing": found,
        "side": side,
        "steps": queries.steps(found, events),
        "kpis": queries.kpis(found, now=timezone.now()),
        "todos": todo,
        "todos_done": sum(one.done for one in todo),
        "next": next((one for one in todo if not one.done and one.url), None),
        "rows": tellings.rows(events),
        "map": way(str(found.firm.city), str(found.firm.country), found.site),
        "people": queries.people_of(found),
        "may_cancel": found.state == "placed" and rules.cancelling_side(request.user, found) is not None,
        "may_name": may_name and not found.cancelled_at,
        "cancel_form": CancelForm(),
        "commissioner_form": CommissionerForm(choices=queries.commissioners()) if may_name else None,
        "sees_money": side in ("firm", "programme") or programmes.may_pay(request.user, found.programme),
        "is_told": side != "finance",
    }
