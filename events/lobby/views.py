from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from events.lobby import queries
from events.lobby.queries import FloorFilter
from events.sessions.queries import on_stage
from events.shows.forms import DoorForm
from events.shows.models import Hall, Show
from events.shows.queries import apart
from events.shows.rules import is_organiser, takes_registrations
from ground.words.sectors import NAMES
from network.members.models import Member


def shows(request: HttpRequest) -> HttpResponse:
    past = request.GET.get("when") == "past"
    page = queries.posters(request.user, timezone.now(), past=past, after=request.GET.get("after", ""))
    return render(request, "events/lobby/shows.html", {"page": page, "past": past})


def show(request: HttpRequest, show: str) -> HttpResponse:
    found, now = _show(request, show), timezone.now()
    inside = queries.inside(found, now)
    shown = {
        **_door(request, found),
        "open_now": found.day_at(now),
        "next_day": found.next_day(now),
        "days": found.days.all(),
        "halls": inside.halls,
        "coming": inside.coming,
        "booths": inside.booths,
        "apart": apart(found, now),
        "here": queries.here_at(found),
    }
    return render(request, "events/lobby/show.html", shown)


def door(request: HttpRequest, show: str) -> HttpResponse:
    """The piece that says whether one is registered, and how one is seen."""
    return render(request, "events/lobby/_door.html", _door(request, _show(request, show)))


def hall(request: HttpRequest, hall_id: int) -> HttpResponse:
    seen = Hall.objects.visible_to(request.user).select_related("stream", "show__organiser", "show__stream")
    found, now = get_object_or_404(seen, pk=hall_id), timezone.now()
    wish = _wish(request)
    floor, tiles, sectors = queries.wished(found, wish, now)
    shown = {
        "hall": found,
        "show": found.show,
        "open_now": found.show.day_at(now),
        "floor": floor,
        "tiles": tiles,
        "wish": wish,
        "sectors": [(code, NAMES.get(code, code), count) for code, count in sectors.most_common()],
        "session": on_stage(found.show, now).get(found.pk),
        "halls": found.show.halls.all(),
        "query": request.GET.urlencode(),
        "is_organiser": is_organiser(request.user, found.show),
    }
    page = "_floor.html" if request.GET.get("piece") else "hall.html"
    return render(request, f"events/lobby/{page}", shown)


def organising(request: HttpRequest) -> HttpResponse:
    """The organiser's own shows."""
    posters = queries.organised_by(_me(request), timezone.now())
    return render(request, "events/lobby/organising.html", {"posters": posters})


def desk(request: HttpRequest, show: str) -> HttpResponse:
    """The organiser's live desk."""
    found, now = _show(request, show), timezone.now()
    if not is_organiser(request.user, found):
        raise PermissionDenied
    shown = {
        "show": found,
        "desk": queries.desk_of(found, now),
        "open_now": found.day_at(now),
        "next_day": found.next_day(now),
    }
    page = "_desk.html" if request.GET.get("piece") else "desk.html"
    return render(request, f"events/lobby/{page}", shown)


def _door(request: HttpRequest, found: Show) -> dict[str, object]:
    mine = queries.registration_of(request.user, found)
    registered = queries.registered_at(found)
    return {
        "show": found,
        "registration": mine,
        "registered": registered,
        "is_full": found.capacity is not None and registered >= found.capacity,
        "takes": takes_registrations(found),
        "form": DoorForm(initial={"door": mine.door} if mine else None),
        "is_organiser": is_organiser(request.user, found),
    }


def _wish(request: HttpRequest) -> FloorFilter:
    asked = request.GET
    return FloorFilter(asked.get("q", "").strip()[:100], asked.get("sector", "")[:40], asked.get("staffed") == "1")


def _show(request: HttpRequest, slug: str) -> Show:
    found = queries.show_called(slug, request.user)
    if found is None:
        raise Http404("No Show matches the given query.")
    return found


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user
