from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from landings.itineraries import actions, queries, rules
from landings.itineraries.forms import ItemForm, written
from landings.itineraries.live import entry_of
from landings.itineraries.models import Item
from landings.placements.models import Landing
from landings.placements.rules import side_of
from network.calendar.queries import ical
from network.members.models import Member


def itinerary(request: HttpRequest, landing_id: int) -> HttpResponse:
    return render(request, "landings/itineraries/itinerary.html", _shown(request, _landing(request, landing_id)))


def panel(request: HttpRequest, landing_id: int) -> HttpResponse:
    """The next days in short, for the landing's page."""
    landing = _landing(request, landing_id)
    shown = {"landing": landing, "may_plan": rules.may_plan(_me(request), landing)}
    return render(request, "landings/itineraries/_panel.html", {**shown, **queries.coming(landing, now=timezone.now())})


def calendar(request: HttpRequest, landing_id: int) -> HttpResponse:
    """The itinerary as an iCalendar file."""
    landing = _landing(request, landing_id)
    items = Item.objects.filter(landing=landing).for_list()
    name = f"{landing.firm.name} · {landing.site.city}"
    answer = HttpResponse(ical.write(name, [entry_of(item) for item in items]), content_type="text/calendar")
    answer["Content-Disposition"] = f'attachment; filename="landing-{landing.pk}.ics"'
    return answer


def begin(request: HttpRequest, landing_id: int) -> HttpResponse:
    landing = _landing(request, landing_id)
    made = actions.begin(landing.pk, by=_me(request), now=timezone.now())
    words = ngettext("%(n)s item to begin with. Move what does not fit.", "%(n)s items to begin with.", made)
    messages.success(request, words % {"n": made} if made else _("The itinerary has begun already."))
    return redirect("landings:itinerary", landing.pk)


def take_meetings(request: HttpRequest, landing_id: int) -> HttpResponse:
    landing = _landing(request, landing_id)
    taken = actions.add_agreed(landing.pk, by=_me(request), now=timezone.now())
    messages.success(request, ngettext("%(n)s meeting added.", "%(n)s meetings added.", taken) % {"n": taken})
    return redirect("landings:itinerary", landing.pk)


def add_item(request: HttpRequest, landing_id: int) -> HttpResponse:
    landing = _landing(request, landing_id)
    form = ItemForm(request.POST or None, landing=landing, initial=_hints(request, landing))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(landing.pk, form.plan(), by=_me(request), now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Added."))
            return redirect("landings:itinerary", landing.pk)
    return _edit(request, landing, form)


def item(request: HttpRequest, item_id: int) -> HttpResponse:
    found = _item(request, item_id)
    landing = found.landing
    form = ItemForm(request.POST or None, landing=landing, item=found, initial=written(found))
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["sequence"]
            seen = found.sequence if seen is None else seen
            actions.change(found.pk, form.plan(), by=_me(request), sequence=seen, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Changed. Subscribed calendars follow."))
            return redirect("landings:itinerary", landing.pk)
    return _edit(request, landing, form, found)


def cancel_item(request: HttpRequest, item_id: int) -> HttpResponse:
    found = _item(request, item_id)
    actions.cancel(found.pk, by=_me(request), now=timezone.now())
    messages.success(request, _("Cancelled. Subscribed calendars follow."))
    return redirect("landings:itinerary", found.landing_id)


def debrief(request: HttpRequest, item_id: int) -> HttpResponse:
    found = _item(request, item_id)
    said = {"met": request.POST.get("met", ""), "outcome": request.POST.get("outcome", "")}
    try:
        actions.debrief(found.pk, by=_me(request), now=timezone.now(), **said)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Noted."))
    return redirect("landings:itinerary", found.landing_id)


def _edit(request: HttpRequest, landing: Landing, form: ItemForm, found: Item | None = None) -> HttpResponse:
    if not rules.may_plan(_me(request), landing):
        raise PermissionDenied
    shown = {"landing": landing, "form": form, "item": found}
    return render(request, "landings/itineraries/item.html", shown, status=422 if form.is_bound else 200)


def _shown(request: HttpRequest, landing: Landing) -> dict[str, Any]:
    me, now = _me(request), timezone.now()
    plan = queries.itinerary_of(landing)
    items = [entry.item for day in plan.days for entry in day.entries]
    of_firm = side_of(me, landing) == "firm"
    return {
        "landing": landing,
        "plan": plan,
        "may_plan": rules.may_plan(me, landing),
        "debriefs": {item.pk for item in items if of_firm and rules.may_be_debriefed(item, now=now)},
    }


def _hints(request: HttpRequest, landing: Landing) -> dict[str, Any]:
    return {"kind": "meeting", "day": request.GET.get("day", landing.starts_on.isoformat()), "starts": "10:00"}


def _landing(request: HttpRequest, landing_id: int) -> Landing:
    return get_object_or_404(Landing.objects.told_to(request.user).for_list(), pk=landing_id)


def _item(request: HttpRequest, item_id: int) -> Item:
    seen = Landing.objects.told_to(request.user).values("pk")
    return get_object_or_404(Item.objects.for_list(), pk=item_id, landing__in=seen)


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
