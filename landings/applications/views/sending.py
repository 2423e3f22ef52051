from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from landings.applications import actions
from landings.applications.forms import Answer
from landings.applications.views.finding import own
from landings.applications.views.reading import page
from network.members.models import MemberRequest


def submit(request: MemberRequest, application_id: int) -> HttpResponse:
    """Send it. What is missing or not met is said on the page that checks it."""
    found = own(request, application_id)
    try:
        actions.submit(found.pk, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("landings:edit-application", found.pk, "check")
    messages.success(request, _("Sent. You will hear from us; until then this page shows where it stands."))
    return redirect("landings:application", found.pk)


def refer(request: MemberRequest, application_id: int) -> HttpResponse:
    return _act(request, application_id, actions.take_referral, _("Closed. Below it says where to go instead."))


def withdraw(request: MemberRequest, application_id: int) -> HttpResponse:
    return _act(request, application_id, actions.withdraw, _("Withdrawn. You may begin a new one at any time."))


def answer(request: MemberRequest, application_id: int) -> HttpResponse:
    """The firm's answer to the officer's question."""
    found = own(request, application_id)
    form = Answer(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, answer_form=form)
    said = form.cleaned_data["answer"]
    try:
        actions.give_information(found.pk, by=request.user, answer=said, now=timezone.now())
    except ValidationError as error:
        if error.code == "incomplete":
            form.add_error("answer", error)
            return page(request, found, status=422, answer_form=form)
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Your answer is with the officer; the clock runs again."))
    return redirect("landings:application", found.pk)


def _act(request: MemberRequest, application_id: int, act: Callable[..., Any], done: str) -> HttpResponse:
    found = own(request, application_id)
    try:
        act(found.pk, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("landings:application", found.pk)
