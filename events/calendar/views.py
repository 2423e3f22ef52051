from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from events.calendar import actions, ical, queries, sources
from events.calendar.models import Feed, hash_of
from events.shows.models import Show
from network.members.models import Member


def calendar(request: HttpRequest) -> HttpResponse:
    """What is ahead, and the secret address that takes it into one's own calendar."""
    return render(request, "events/calendar/calendar.html", _shown(request))


def renew(request: HttpRequest) -> HttpResponse:
    """The address is in this answer and nowhere else, so it is not redirected."""
    secret = actions.renew(by=_me(request), now=timezone.now())
    address = request.build_absolute_uri(reverse("events:feed", args=[secret]))
    shown = {
        **_shown(request),
        "address": address,
        "webcal": f"webcal{address.removeprefix('https').removeprefix('http')}",
    }
    messages.success(request, _("Your calendar has a new address. It is shown this once: copy it now."))
    answer = render(request, "events/calendar/calendar.html", shown, status=201)
    answer["Cache-Control"] = "no-store"
    return answer


def revoke(request: HttpRequest) -> HttpResponse:
    actions.revoke(by=_me(request))
    messages.success(request, _("The address is off: calendars get nothing more from it."))
    return redirect("events:calendar")


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A member's calendar, for whoever holds the secret."""
    active = Feed.objects.filter(member__is_active=True).select_related("member")
    found = get_object_or_404(active, secret_hash=hash_of(token))
    actions.note_reading(found, now=timezone.now())
    with translation.override(found.member.language):
        body = ical.write(_("Kontor: %(name)s") % {"name": found.member.name}, sources.entries_of(found.member))
    return _answer(request, body, "kontor", "private, no-cache")


def show_feed(request: HttpRequest, show: str) -> HttpResponse:
    """A show's sessions and hours, for everyone who sees the show."""
    seen = Show.objects.visible_to(request.user).prefetch_related("days")
    found = get_object_or_404(seen, slug=show)
    return _answer(request, ical.write(found.name, queries.show_entries(found)), found.slug, "no-cache")


def _answer(request: HttpRequest, body: bytes, name: str, cached: str) -> HttpResponse:
    """With an ETag: a calendar program that asks again gets 304 while nothing changed."""
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer["Cache-Control"] = cached
    answer["ETag"] = quote_etag(hash_of(body.decode()))
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def _shown(request: HttpRequest) -> dict[str, object]:
    me, now = _me(request), timezone.now()
    entries = queries.coming(sources.entries_of(me), now)
    return {"days": _by_day(entries, now), "feed": Feed.objects.filter(member=me).first()}


def _by_day(entries: list[sources.Entry], now: datetime) -> list[tuple[object, list[sources.Entry]]]:
    days: dict[object, list[sources.Entry]] = {}
    for entry in entries[:200]:
        days.setdefault(timezone.localtime(max(entry.begins, now)).date(), []).append(entry)
    return list(days.items())


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user
