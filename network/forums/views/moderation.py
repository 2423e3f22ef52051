from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.forums import actions, queries
from network.forums.models import Report
from network.members.models import MemberRequest


def reports(request: MemberRequest) -> HttpResponse:
    """The moderators' queue, oldest first, and what was decided lately."""
    return render(request, "network/forums/reports.html", queries.report_desk(request.user))


def uphold(request: MemberRequest, report_id: int) -> HttpResponse:
    return _decided(request, report_id, actions.uphold, _("The message is hidden from everyone."))


def dismiss(request: MemberRequest, report_id: int) -> HttpResponse:
    return _decided(request, report_id, actions.dismiss, _("The report is closed: nothing is wrong."))


def _decided(request: MemberRequest, report_id: int, do: Callable[..., Any], words: str) -> HttpResponse:
    found = get_object_or_404(Report.objects.visible_to(request.user), pk=report_id)
    try:
        do(found.pk, by=request.user, now=timezone.now())
        messages.success(request, words)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("network:forum-reports")
