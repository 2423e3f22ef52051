"""For whoever runs the site: what serves, what waits, what died and may be tried again. Also as metrics."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from ground.web.policies import View
from realtime.jobs import queue
from realtime.jobs.outside.letters import states
from realtime.jobs.queue import Job
from realtime.nodes import roster
from realtime.operating import heartbeats
from realtime.operating import metrics as figures
from realtime.operating.dead_letters import listed, of_job
from realtime.operating.health import database_answers, redis_answers
from realtime.streams import Stream

BUSIEST = 8


def is_operator(user: Any) -> bool:
    """A member of the site's own staff."""
    return bool(user.is_authenticated and user.is_active and user.is_staff)


def for_operators(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_operator(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """This process's metrics as Prometheus reads them: for operators, or with the token that the settings name."""
    if not (is_operator(request.user) or _has_token(request)):
        if request.user.is_authenticated or "Authorization" in request.headers:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
    return HttpResponse(figures.exposition(timezone.now()), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


@for_operators
def page(request: HttpRequest) -> HttpResponse:
    shown = {
        "nodes": roster.known(),
        "database": database_answers(),
        "redis": redis_answers(),
        "pulse": heartbeats.felt(),
        "outbox": queue.state(now=timezone.now()),
        "outside": states(now=timezone.now()),
        "late": heartbeats.LATE,
        "streams": list(Stream.objects.order_by("-last_seq", "-pk")[:BUSIEST]),
        **listed(queue.dead(), of_job, request),
    }
    return render(request, "realtime/operating.html", shown)


@for_operators
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    if not Job.objects.filter(pk=job_id).exists():
        raise Http404
    if queue.retry(job_id, now=timezone.now()):
        messages.success(request, _("It is tried again now."))
    else:
        messages.info(request, _("It is not dead: it was tried again already, or it is done."))
    return redirect("realtime:operating")
