from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from landings.applications import actions, queries
from landings.applications.forms import Ask, Decide
from landings.applications.models.states import OPEN, State
from landings.applications.queries.trial import tried
from landings.applications.views.finding import decided_by, desk_of, seen
from landings.applications.views.reading import page
from landings.programmes.queries import draft_of
from landings.programmes.rules import is_officer
from network.members.models import MemberRequest


def intake(request: MemberRequest, slug: str) -> HttpResponse:
    """The programme's desk: who waits, the oldest first, with the clock."""
    programme = desk_of(request, slug)
    state = request.GET.get("state", "")
    found = queries.board(programme, state=state, after=request.GET.get("after", ""))
    tabs = [
        {"key": key, "label": State(key).label, "count": found.counts.get(key, 0)}
        for key in (*OPEN, State.ACCEPTED, State.REFUSED, State.REFERRED)
    ]
    shown = {
        "programme": programme,
        "board": found,
        "tabs": tabs,
        "state": state,
        "open_count": sum(found.counts.get(key, 0) for key in OPEN),
        "today": timezone.localdate(),
        "edits_rules": is_officer(request.user, programme),
    }
    return render(request, "landings/applications/intake.html", shown)


def ask(request: MemberRequest, application_id: int) -> HttpResponse:
    found = decided_by(request, application_id)
    form = Ask(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, ask_form=form)
    given = form.cleaned_data
    try:
        actions.want_information(
            found.pk, by=request.user, question=given["question"], seen=given["seen"], now=timezone.now()
        )
    except ValidationError as error:
        return _refused(request, application_id, error, ask_form=form)
    messages.success(request, _("The firm is asked. The clock stops until it answers."))
    return redirect("landings:application", found.pk)


def decide(request: MemberRequest, application_id: int) -> HttpResponse:
    found = decided_by(request, application_id)
    form = Decide(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, decide_form=form)
    try:
        made = actions.decide(found.pk, by=request.user, now=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        return _refused(request, application_id, error, decide_form=form)
    messages.success(request, _("Decided: %(outcome)s. The firm is told.") % {"outcome": made.get_outcome_display()})
    return redirect("landings:application", found.pk)


def trial(request: MemberRequest, slug: str) -> HttpResponse:
    """What the draft's rules would say of sample firms and of those who applied, before it is published."""
    programme = desk_of(request, slug)
    draft = draft_of(programme)
    in_force = programme.current.document if programme.current else {}
    shown = {
        "programme": programme,
        "draft": draft,
        "rows": tried(programme, in_force, draft.document if draft else in_force, timezone.localdate()),
    }
    return render(request, "landings/applications/trial.html", shown)


def _refused(request: MemberRequest, application_id: int, error: ValidationError, **forms: object) -> HttpResponse:
    """409 to the officer who was slower, with what she wrote still there."""
    status = 409 if error.code == "overtaken" else 422
    return page(request, seen(request, application_id), status=status, conflict=" ".join(error.messages), **forms)
