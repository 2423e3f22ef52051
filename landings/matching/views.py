from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import page_keys
from landings.applications.models import Application
from landings.matching import actions, queries, rules
from landings.matching.forms import DeclineForm, ProposeForm
from landings.matching.models import Match
from network.members.models import MemberRequest

SHOWN = 25


def offers_for(request: MemberRequest, application_id: int) -> HttpResponse:
    """The best offers for an application, each explained; a POST proposes those chosen."""
    application = _application(request, application_id)
    if not rules.may_propose(request.user, application):
        raise PermissionDenied
    if queries.placed_of(application):
        messages.info(request, _("This firm has its place already."))
        return redirect("landings:matches-of", application.pk)
    found = queries.offers_page(application, limit=SHOWN)
    form = ProposeForm(request.POST or None, offer_ids=[row["offer"].pk for row in found["fitting"]])
    if request.method == "POST" and form.is_valid():
        chosen, note = form.cleaned_data["offers"], form.cleaned_data["note"]
        try:
            actions.propose(application.pk, chosen, by=request.user, note=note, now=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Proposed. Firm and host are asked now, and have fourteen days."))
            return redirect("landings:matches-of", application.pk)
    words = {"application": application, "form": form, **found}
    return render(request, "landings/matching/offers.html", words, status=422 if form.is_bound else 200)


def matches_of(request: MemberRequest, application_id: int) -> HttpResponse:
    """What has been proposed to a firm, and what came of it."""
    application = _application(request, application_id)
    return render(request, "landings/matching/matches_of.html", _proposals(request, application))


def matches_panel(request: MemberRequest, application_id: int) -> HttpResponse:
    """The same as a piece, for the application's page."""
    application = _application(request, application_id)
    return render(request, "landings/matching/_matches.html", _proposals(request, application))


def matches(request: MemberRequest) -> HttpResponse:
    """Everything that was proposed to me, or by my programmes."""
    page = queries.page_for(request.user, before=page_keys.key_in(request))
    return render(request, "landings/matching/matches.html", page)


def match(request: MemberRequest, match_id: int) -> HttpResponse:
    found = _match(request, match_id)
    return render(request, "landings/matching/match.html", _shown(request, found))


def match_piece(request: MemberRequest, match_id: int) -> HttpResponse:
    found = _match(request, match_id)
    return render(request, "landings/matching/_match.html", _shown(request, found))


def decline(request: MemberRequest, match_id: int) -> HttpResponse:
    found = _match(request, match_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return render(request, "landings/matching/match.html", _shown(request, found, form), status=422)
    try:
        actions.decline(found.pk, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
    except ValidationError as refusal:
        return _stale(request, found, refusal)
    messages.success(request, _("You declined. The other side and the officer are told, with your reason."))
    return redirect("landings:match", found.pk)


def withdraw(request: MemberRequest, match_id: int) -> HttpResponse:
    found = _match(request, match_id)
    try:
        actions.withdraw(found.pk, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        return _stale(request, found, refusal)
    messages.success(request, _("The proposal is withdrawn."))
    return redirect("landings:match", found.pk)


def _match(request: MemberRequest, match_id: int) -> Match:
    return get_object_or_404(Match.objects.visible_to(request.user).for_list(), pk=match_id)


def _stale(request: MemberRequest, found: Match, refusal: ValidationError) -> HttpResponse:
    """The page as it is now, saying why what was asked no longer goes."""
    messages.error(request, " ".join(refusal.messages))
    return render(request, "landings/matching/match.html", _shown(request, _match(request, found.pk)), status=409)


def _shown(request: MemberRequest, found: Match, form: DeclineForm | None = None) -> dict[str, Any]:
    return {**queries.shown_to(request.user, found), "decline_form": form or DeclineForm()}


def _application(request: MemberRequest, application_id: int) -> Application:
    return get_object_or_404(Application.objects.visible_to(request.user).for_list(), pk=application_id)


def _proposals(request: MemberRequest, application: Application) -> dict[str, Any]:
    matches = queries.matches_seen(application, by=request.user)
    placed = next((match for match in matches if match.state == "placed"), None)
    return {
        "application": application,
        "matches": matches,
        "may_propose": not placed and rules.may_propose(request.user, application),
        "landing_id": queries.landing_id_of(placed) if placed else None,
    }
