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

from ground.web import page_keys
from realtime import mail, outbox, pulse, roster
from realtime import metrics as figures
from realtime.access import View
from realtime.outbox import Outbox
from realtime.streams import Stream
from realtime.views import database_answers, redis_answers

PAGE = 25
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
    return HttpResponse(figures.exposition(timezone.now()), content_type="text/plain; version=0.0.4; charset=utf-8")


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


@for_operators
def page(request: HttpRequest) -> HttpResponse:
    dead = Outbox.objects.filter(dead_at__isnull=False, done_at=None).select_related("event__stream")
    before = page_keys.key_in(request)
    if before is not None:
        dead = dead.filter(pk__lt=before)
    letters = list(dead.order_by("-pk")[: PAGE + 1])
    shown = {
        "nodes": roster.known(),
        "database": database_answers(),
        "redis": redis_answers(),
        "pulse": pulse.felt(),
        "outbox": outbox.state(now=timezone.now()),
        "mail_age": mail.age_of_waiting(timezone.now()),
        "late": pulse.LATE,
        "letters": letters[:PAGE],
        "next_key": letters[PAGE - 1].pk if len(letters) > PAGE else 0,
        "streams": list(Stream.objects.order_by("-last_seq", "-pk")[:BUSIEST]),
    }
    return render(request, "realtime/operating.html", shown)


@for_operators
def retry(request: HttpRequest, outbox_id: int) -> HttpResponse:
    if not Outbox.objects.filter(pk=outbox_id).exists():
        raise Http404
    if outbox.retry(outbox_id, now=timezone.now()):
        messages.success(request, _("It is tried again now."))
    else:
        messages.info(request, _("It is not dead: it was tried again already, or it is done."))
    return redirect("realtime:operating")
