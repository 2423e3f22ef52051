from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from landings.applications import queries, rules
from landings.applications.forms import Answer, Ask, Decide
from landings.applications.models import Application
from landings.applications.models.states import State
from landings.applications.queries import eligibility, scoring
from landings.applications.queries.completeness import lacks
from landings.applications.tellings import history
from landings.applications.views.finding import seen
from landings.programmes import queries as programmes
from network.members.models import Member, MemberRequest


def home(request: HttpRequest) -> HttpResponse:
    """What soft landing is, the programmes that are open, and what the member has under way."""
    me = request.user if isinstance(request.user, Member) else None
    shown: dict[str, Any] = {
        "programmes": programmes.open_to(request.user),
        "applications": queries.applications_of(me, limit=6) if me else [],
        "roles": queries.programmes_worked_for(me) if me else [],
        "reviews": queries.queue(me, limit=6) if me else [],
    }
    return render(request, "landings/applications/home.html", shown)


def mine(request: MemberRequest) -> HttpResponse:
    shown = {"applications": queries.applications_of(request.user)}
    return render(request, "landings/applications/mine.html", shown)


def application(request: MemberRequest, application_id: int) -> HttpResponse:
    return page(request, seen(request, application_id))


def page(request: MemberRequest, found: Application, status: int = 200, **forms: Any) -> HttpResponse:
    """The application as this reader may see it. `forms` are those that were just refused."""
    now = timezone.now()
    is_applicant = rules.is_applicant(request.user, found)
    may_decide = rules.may_decide(request.user, found)
    reviews = scoring.reviews_of(found) if rules.sees_reviews(request.user, found) else []
    lines = scoring.scored_lines(found, reviews) if reviews else []
    shown: dict[str, Any] = {
        "application": found,
        "verdicts": eligibility.verdicts_of(found, now),
        "history": history(found, inner=not is_applicant),
        "steps": _course(found),
        "is_applicant": is_applicant,
        "may_decide": may_decide,
        "reviews": reviews,
        "lines": lines,
        "score": scoring.weighted_score(found, lines),
        "budget": list(found.budget.all()),
        "preferred": list(found.preferred.select_related("offer__site__host")),
        "questions": list(found.information.select_related("asked_by", "answered_by")),
        "decision": found.decisions.select_related("by").last(),
        "lacks": lacks(found, eligibility.today_of(found, now)) if found.is_draft else [],
        "today": timezone.localdate(),
        "decide_form": forms.get("decide_form") or Decide(initial={"seen": found.state}),
        "ask_form": forms.get("ask_form") or Ask(initial={"seen": found.state}),
        "answer_form": forms.get("answer_form") or Answer(),
        "conflict": forms.get("conflict", ""),
    }
    return render(request, "landings/applications/application.html", shown, status=status)


def _course(found: Application) -> list[dict[str, str]]:
    """The way of an application, for the stepper."""
    from_state = {
        State.DRAFT: 0,
        State.SUBMITTED: 1,
        State.INFORMATION_WANTED: 2,
        State.UNDER_REVIEW: 2,
        State.WAITLISTED: 3,
        State.ACCEPTED: 4,
    }
    ended_undecided = found.state == State.WITHDRAWN or (found.state == State.REFERRED and not found.submitted_at)
    here = _stopped_at(found) if ended_undecided else from_state.get(State(found.state), 3)
    labels = ["draft", "sent", "review", "decision", "landing"]
    return [
        {"key": label, "state": "done" if at < here else "now" if at == here else "next"}
        for at, label in enumerate(labels)
    ]


def _stopped_at(found: Application) -> int:
    """How far it came that was withdrawn, or referred by the rules before it was sent."""
    if found.submitted_at is None:
        return 0
    return 2 if found.review_at else 1
