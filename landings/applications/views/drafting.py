from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.eligibility.verdicts import outcome, referrals
from ground.ui.errors import wrong_as_typed
from ground.web import page_keys
from landings.applications import actions, queries, rules
from landings.applications.forms import Budget, Firm, Offers, Plan, StepForm, Where, as_data
from landings.applications.models import Application
from landings.applications.queries import eligibility
from landings.applications.queries.completeness import STEPS, lacks
from landings.applications.views.finding import own
from landings.programmes.models import Programme
from network.members.models import MemberRequest

LABELS = {
    "firm": gettext_lazy("Your firm"),
    "where": gettext_lazy("Where and when"),
    "plan": gettext_lazy("Plan"),
    "budget": gettext_lazy("Budget"),
    "offers": gettext_lazy("Offers"),
    "check": gettext_lazy("Check and send"),
}
FORMS: dict[str, Any] = {"firm": Firm, "where": Where, "plan": Plan, "budget": Budget, "offers": Offers}


def apply(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin for one of the member's firms, or go on with the draft that is there."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    firms = queries.firms_of(request.user)
    chosen = next((firm for firm in firms if str(firm.pk) == request.POST.get("firm", "")), None)
    refusal = ""
    if request.method == "POST" and chosen:
        try:
            begun = actions.begin(programme.pk, chosen.pk, by=request.user, now=timezone.now())
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            return redirect("landings:edit-application", begun.pk, STEPS[0])
    elif request.method == "POST":
        refusal = _("Choose one of your firms.")
    shown = {"programme": programme, "firms": firms, "refusal": refusal}
    return render(request, "landings/applications/apply.html", shown, status=422 if refusal else 200)


def edit(request: MemberRequest, application_id: int, step: str) -> HttpResponse:
    """One page of the draft: shown, or saved right or wrong."""
    found = own(request, application_id)
    if step not in STEPS:
        raise Http404
    if not rules.may_edit(request.user, found):
        return redirect("landings:application", found.pk)
    if step == "check":
        return _page(request, found, step, None)
    if request.method == "POST":
        return _saved(request, found, step)
    return _page(request, found, step, _kept_form(request, found, step))


def verdicts(request: MemberRequest, application_id: int) -> HttpResponse:
    """The piece beside the form: every rule's answer to what is saved."""
    found = own(request, application_id)
    return render(request, "landings/applications/_verdicts.html", _judged(found))


def _saved(request: MemberRequest, found: Application, step: str) -> HttpResponse:
    form = _form(request, found, step, request.POST)
    form.is_valid()
    try:
        saved = _save(request, found, step, form)
    except actions.Overtaken as overtaken:
        return _overtaken(request, overtaken.application, step, form)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("landings:application", found.pk)
    if _wants_json(request):
        wrong = wrong_as_typed(form, request)
        return JsonResponse({"revision": saved.revision, "errors": form.errors, "wrong": wrong})
    if form.errors and request.POST.get("do") != "later":
        return _page(request, saved, step, form, status=422)
    return _onward(request, saved, step)


def _form(request: MemberRequest, found: Application, step: str, data: Any) -> StepForm:
    more = {"offers": queries.offers_for(found, request.user)} if step == "offers" else {}
    form: StepForm = FORMS[step](data, application=found, **more)
    return form


def _kept_form(request: MemberRequest, found: Application, step: str) -> StepForm:
    """What was typed and did not fit stands there again, with what is wrong about it."""
    initial, typed = FORMS[step].initial_of(found), found.typed.get(step)
    if typed:
        form = _form(request, found, step, as_data(initial, typed))
        form.is_valid()
        return form
    form = _form(request, found, step, None)
    form.initial = initial
    return form


def _save(request: MemberRequest, found: Application, step: str, form: StepForm) -> Application:
    revision = None if "force" in request.POST else page_keys.number(request.POST.get("revision"))
    kept: dict[str, Any] = form.kept()  # type: ignore[attr-defined]
    return actions.save_step(
        found.pk, step, by=request.user, typed=form.misfits(), revision=revision, now=timezone.now(), **kept
    )


def _overtaken(request: MemberRequest, now_there: Application, step: str, form: StepForm) -> HttpResponse:
    """Another tab or a colleague saved in between: nothing is lost, the member chooses."""
    words = _("This page was changed in another window meanwhile. What you typed is still here.")
    if _wants_json(request):
        return JsonResponse({"message": words}, status=409)
    return _page(request, now_there, step, form, status=409, overtaken=words)


def _onward(request: MemberRequest, saved: Application, step: str) -> HttpResponse:
    if request.POST.get("do") == "later":
        messages.success(request, _("Saved. Go on whenever you like."))
        return redirect("landings:application", saved.pk)
    return redirect("landings:edit-application", saved.pk, STEPS[STEPS.index(step) + 1])


def _page(
    request: MemberRequest,
    found: Application,
    step: str,
    form: StepForm | None,
    status: int = 200,
    overtaken: str = "",
) -> HttpResponse:
    missing = lacks(found, eligibility.today_of(found, found.submitted_at or timezone.now()))
    open_steps = {lack.step for lack in missing}
    here = STEPS.index(step)
    shown = {
        "application": found,
        "step": step,
        "form": form,
        "steps": [
            {
                "key": key,
                "label": LABELS[key],
                "state": "now" if key == step else "done" if key not in open_steps and key != "check" else "next",
            }
            for key in STEPS
        ],
        "label": LABELS[step],
        "number": here + 1,
        "total": len(STEPS),
        "before": STEPS[here - 1] if here else "",
        "overtaken": overtaken,
        "lacks": [{"step": lack.step, "label": LABELS[lack.step], "words": lack.words} for lack in missing],
        "budget": list(found.budget.all()),
        "preferred": list(found.preferred.select_related("offer__site__host")) if step == "check" else [],
        **_judged(found),
    }
    return render(request, "landings/applications/edit.html", shown, status=status)


def _judged(found: Application) -> dict[str, Any]:
    now = timezone.now()
    answered = eligibility.verdicts_of(found, now)
    counts = {answer: sum(verdict.answer == answer for verdict in answered) for answer in ("pass", "fail", "unknown")}
    return {
        "application": found,
        "verdicts": sorted(answered, key=lambda verdict: ("fail", "unknown", "pass").index(verdict.answer)),
        "counts": counts,
        "outcome": outcome(answered),
        "referrals": referrals(answered) or ([found.programme.said_referral] if counts["fail"] else []),
        "clock": queries.deadline_of(found, now),
    }


def _wants_json(request: MemberRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
