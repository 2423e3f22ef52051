from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.calendar import actions, queries, registry
from network.calendar.models import CalendarFeed, hash_of
from network.calendar.queries import ical
from network.members.models import Member


def calendar(request: HttpRequest) -> HttpResponse:
    """What is ahead, and the secret address that takes it into one's own calendar."""
    return render(request, "network/calendar/calendar.html", _shown(request))


def renew(request: HttpRequest) -> HttpResponse:
    """The address is in this answer and nowhere else, so it is not redirected."""
    secret = actions.renew(by=_me(request), now=timezone.now())
    address = request.build_absolute_uri(reverse("network:calendar-feed", args=[secret]))
    shown = {
        **_shown(request),
        "address": address,
        "webcal": f"webcal{address.removeprefix('https').removeprefix('http')}",
    }
    messages.success(request, _("Your calendar has a new address. It is shown this once: copy it now."))
    answer = render(request, "network/calendar/calendar.html", shown, status=201)
    answer["Cache-Control"] = "no-store"
    return answer


def revoke(request: HttpRequest) -> HttpResponse:
    actions.revoke(by=_me(request))
    messages.success(request, _("The address is off: calendars get nothing more from it."))
    return redirect("network:calendar")


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A member's calendar, for whoever holds the secret."""
    active = CalendarFeed.objects.filter(member__is_active=True).select_related("member")
    found = get_object_or_404(active, secret_hash=hash_of(token))
    actions.note_reading(found, now=timezone.now())
    with translation.override(found.member.language):
        body = ical.write(_("Kontor: %(name)s") % {"name": found.member.name}, registry.entries_of(found.member))
    return ical.answer(request, body, name="kontor", cached="private, no-cache")


def _shown(request: HttpRequest) -> dict[str, object]:
    me, now = _me(request), timezone.now()
    entries = queries.coming(registry.entries_of(me), now)
    return {"days": _by_day(entries, now), "feed": CalendarFeed.objects.filter(member=me).first()}


def _by_day(entries: list[registry.Entry], now: datetime) -> list[tuple[object, list[registry.Entry]]]:
    days: dict[object, list[registry.Entry]] = {}
    for entry in entries[:200]:
        days.setdefault(timezone.localtime(max(entry.begins, now)).date(), []).append(entry)
    return list(days.items())


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user
