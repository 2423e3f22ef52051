from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from landings.applications import actions, queries, rules
from landings.applications.forms import Conflict, ReviewForm
from landings.applications.models import Review
from landings.applications.queries import eligibility, scoring
from landings.applications.views.finding import asked_of
from network.members.models import MemberRequest


def reviews(request: MemberRequest) -> HttpResponse:
    """What waits for this reviewer, and what she has done."""
    shown = {"queue": queries.queue(request.user), "done": queries.reviewed_by(request.user)}
    return render(request, "landings/applications/reviews.html", shown)


def review(request: MemberRequest, review_id: int) -> HttpResponse:
    found = asked_of(request, review_id)
    criteria = scoring.criteria_of(found.application)
    form = ReviewForm(request.POST if request.method == "POST" else None, criteria=criteria)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, Conflict())
    given = form.cleaned_data
    try:
        actions.submit_review(
            found.pk,
            by=request.user,
            scores=form.scores(),
            recommendation=given["recommendation"],
            comment=given["comment"],
            now=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, found, form, Conflict())
    messages.success(request, _("Your review is in. Now you see what the others wrote."))
    return redirect("landings:review", found.pk)


def conflict(request: MemberRequest, review_id: int) -> HttpResponse:
    found = asked_of(request, review_id)
    form = Conflict(request.POST)
    criteria = scoring.criteria_of(found.application)
    if form.is_valid():
        try:
            actions.declare_conflict(found.pk, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
        except ValidationError as error:
            form.add_error("reason", error)
        else:
            messages.success(request, _("Thank you. Somebody else is asked."))
            return redirect("landings:reviews")
    return _page(request, found, ReviewForm(criteria=criteria), form)


def _page(request: MemberRequest, found: Review, form: ReviewForm, stepping_back: Conflict) -> HttpResponse:
    application = found.application
    open_to_her = rules.may_review(request.user, found)
    others = scoring.reviews_of(application) if open_to_her and rules.sees_reviews(request.user, application) else []
    lines = scoring.scored_lines(application, others) if others else []
    shown = {
        "review": found,
        "application": application,
        "open_to_her": open_to_her,
        "form": form,
        "conflict_form": stepping_back,
        "verdicts": eligibility.verdicts_of(application, timezone.now()) if open_to_her else [],
        "budget": list(application.budget.all()) if open_to_her else [],
        "reviews": others,
        "lines": lines,
        "score": scoring.weighted_score(application, lines),
    }
    refused = form.is_bound or stepping_back.is_bound
    return render(request, "landings/applications/review.html", shown, status=422 if refused else 200)
