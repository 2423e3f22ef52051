"""The page of a match, which two doors answer with: its own, and that where desks are booked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from landings.matching import history, queries, rules
from landings.matching.forms import DeclineForm
from landings.matching.models import Match
from network.members.doors import MemberRequest


def match_seen(request: MemberRequest, match_id: int) -> Match:
    return get_object_or_404(Match.objects.visible_to(request.user).for_list(), pk=match_id)


def stale(request: MemberRequest, found: Match, refusal: ValidationError) -> HttpResponse:
    """The page as it is now, saying why what was asked no longer goes."""
    messages.error(request, " ".join(refusal.messages))
    again = match_seen(request, found.pk)
    return render(request, "landings/matching/match.html", shown(request, again), status=409)


def shown(request: MemberRequest, found: Match, form: DeclineForm | None = None) -> dict[str, Any]:
    """What the page of a match shows to this member."""
    side = rules.side_of(request.user, found)
    return {
        "match": found,
        "steps": queries.steps_of(found.breakdown),
        "total": round(float(found.score), 1),
        "side": side,
        "my_yes": found.confirmed_at(side) if side else None,
        "may_withdraw": rules.may_withdraw(request.user, found),
        "decline_form": form or DeclineForm(),
        "history": history.rows_of(found),
        "map": queries.map_of(found),
        "landing_id": queries.landing_id_of(found),
    }
