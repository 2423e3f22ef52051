"""Dead letters of outside work: why each was given up; tried again, all of a kind at once too, or discarded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from realtime.jobs.outside import letters
from realtime.jobs.outside.models import OutsideJob
from realtime.operating import heartbeats
from realtime.operating.dead_letters import listed, of_outside_job
from realtime.operating.pages import for_operators


@for_operators
def page(request: HttpRequest) -> HttpResponse:
    words = {
        "kinds": letters.states(now=timezone.now()),
        "late": heartbeats.LATE,
        "kept": letters.DEAD_FOR.days,
        **listed(letters.dead(), of_outside_job, request),
    }
    return render(request, "realtime/outside.html", words)


@for_operators
def retry(request: HttpRequest, outside_id: int) -> HttpResponse:
    job = OutsideJob.objects.filter(pk=outside_id)
    if not job.exists():
        raise Http404
    if letters.retry(job, now=timezone.now()):
        messages.success(request, _("It is tried again now."))
    else:
        messages.info(request, _("It is not dead: it was tried again already, or it is done."))
    return redirect("realtime:outside")


@for_operators
def retry_all(request: HttpRequest) -> HttpResponse:
    """All of one kind, as after the mail server was away for a day. A kind without dead letters changes nothing."""
    woken = letters.retry(OutsideJob.objects.filter(kind=request.POST.get("kind", "")), now=timezone.now())
    if woken:
        words = ngettext("%(n)s thing is tried again now.", "%(n)s things are tried again now.", woken)
        messages.success(request, words % {"n": woken})
    else:
        messages.info(request, _("It is not dead: it was tried again already, or it is done."))
    return redirect("realtime:outside")


@for_operators
def discard(request: HttpRequest, outside_id: int) -> HttpResponse:
    if not OutsideJob.objects.filter(pk=outside_id).exists():
        raise Http404
    if letters.discard(outside_id, by=request.user.pk or 0):
        messages.success(request, _("It is discarded: nobody will do it."))
    else:
        messages.info(request, _("It is not dead: it was tried again already, or it is done."))
    return redirect("realtime:outside")
