from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.sessions import actions, forms, queries, rules
from events.sessions.models import Session
from events.shows.models import Show
from events.shows.queries import apart
from ground.web import idempotency, page_keys
from network.calendar.queries import ical
from network.conversations.forms import MessageForm
from network.conversations.queries import talk_at
from network.members.models import Member


def agenda(request: HttpRequest, show: str) -> HttpResponse:
    found, now = _show(request, show), timezone.now()
    only_mine = request.GET.get("mine") == "1" and request.user.is_authenticated
    shown = {
        "show": found,
        "days": queries.agenda_of(found, request.user, now, only_mine=only_mine),
        "only_mine": only_mine,
        "may_plan": rules.may_plan(request.user, found),
        "may_schedule": rules.may_schedule(request.user, found),
        "apart": apart(found, now),
    }
    page = "_agenda.html" if request.GET.get("piece") else "agenda.html"
    return render(request, f"events/sessions/{page}", shown)


def session(request: HttpRequest, session_id: int) -> HttpResponse:
    found, now = _session(request, session_id), timezone.now()
    shown = {
        "session": found,
        "show": found.show,
        "row": queries.row_of(found, queries.plans_of(request.user, found.show), now),
        "may_plan": rules.may_plan(request.user, found.show),
        "may_schedule": rules.may_schedule(request.user, found.show),
        "apart": apart(found.show, now),
    }
    if request.GET.get("piece"):
        return render(request, "events/sessions/_head.html", shown)
    talk = talk_at(found, request.user, before=page_keys.key_in(request))
    later = queries.next_in(found.show, max(now, found.starts_at), limit=3)
    page = {**shown, "talk": talk, "form": MessageForm(to=talk.conversation), "later": later}
    return render(request, "events/sessions/session.html", page)


def show_feed(request: HttpRequest, show: str) -> HttpResponse:
    """A show's sessions and hours as a calendar, for everyone who sees the show."""
    seen = Show.objects.visible_to(request.user).prefetch_related("days")
    found = get_object_or_404(seen, slug=show)
    body = ical.write(found.name, queries.show_entries(found))
    return ical.answer(request, body, name=found.slug, cached="no-cache")


def plan(request: HttpRequest, session_id: int) -> HttpResponse:
    return _plan(request, session_id, actions.plan)


def unplan(request: HttpRequest, session_id: int) -> HttpResponse:
    return _plan(request, session_id, actions.unplan)


def schedule(request: HttpRequest, show: str) -> HttpResponse:
    found = _show(request, show)
    if not rules.may_schedule(request.user, found):
        raise PermissionDenied
    form = forms.SessionForm(request.POST or None, show=found)
    if request.method == "POST" and form.carried_out(lambda: _schedule(request, found, form)):
        messages.success(request, _("It is on the agenda."))
        return redirect("events:agenda", found.slug)
    shown = {"form": form, "show": found}
    return render(request, "events/sessions/form.html", shown, status=422 if form.is_bound else 200)


def edit(request: HttpRequest, session_id: int) -> HttpResponse:
    found = _scheduled(request, session_id)
    form = forms.SessionForm(request.POST or None, show=found.show, session=found, initial=forms.initial_of(found))
    act = lambda: actions.change(found.pk, form.outline(), by=_me(request), now=timezone.now())  # noqa: E731
    if request.method == "POST" and form.carried_out(act):
        messages.success(request, _changed(found, Session.objects.get(pk=found.pk), _me(request)))
        return redirect(found)
    shown = {"form": form, "show": found.show, "session": found}
    return render(request, "events/sessions/form.html", shown, status=422 if form.is_bound else 200)


def _changed(was: Session, session: Session, by: Member) -> str:
    told = queries.told_of_move(was, session, by)
    if not told:
        return _("Saved.")
    words = ngettext(
        "It moved. %(n)s person who planned it is told.", "It moved. %(n)s people who planned it are told.", told
    )
    return words % {"n": told}


def cancel(request: HttpRequest, session_id: int) -> HttpResponse:
    found = _scheduled(request, session_id)
    try:
        actions.cancel(found.pk, by=_me(request), now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Cancelled. All who planned it are told."))
    return redirect(found)


def _plan(request: HttpRequest, session_id: int, act: Callable[..., object]) -> HttpResponse:
    """Who has no place at the show yet is led to its door."""
    found = _session(request, session_id)
    if not rules.may_plan(request.user, found.show):
        messages.info(request, _("Register for the show first: it takes one click."))
        return redirect(found.show)
    try:
        act(found.pk, by=_me(request), now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    if request.POST.get("back") == "agenda":
        return redirect(f"{_agenda_of(found)}#session-{found.pk}")
    return redirect(found)


def _agenda_of(session: Session) -> str:
    return f"{session.show.get_absolute_url()}agenda/"


def _schedule(request: HttpRequest, show: Show, form: forms.SessionForm) -> None:
    key = form.cleaned_data["key"]
    with idempotency.refused_in_words():
        actions.schedule(show.pk, form.outline(), by=_me(request), key=key, now=timezone.now())


def _show(request: HttpRequest, slug: str) -> Show:
    return get_object_or_404(Show.objects.visible_to(request.user).select_related("stream", "organiser"), slug=slug)


def _session(request: HttpRequest, session_id: int) -> Session:
    seen = Session.objects.visible_to(request.user).for_list()
    return get_object_or_404(seen.select_related("stream", "hall", "show__organiser", "show__stream"), pk=session_id)


def _scheduled(request: HttpRequest, session_id: int) -> Session:
    found = _session(request, session_id)
    if not rules.may_schedule(request.user, found.show):
        raise PermissionDenied
    return found


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user
