from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from events.booths import actions, forms, rules
from events.booths.models import Booth
from events.booths.views.finding import me, seen_booth
from events.shows.models import Hall
from events.shows.rules import is_organiser


def assign(request: HttpRequest, hall_id: int) -> HttpResponse:
    halls = Hall.objects.visible_to(request.user).select_related("show__organiser")
    hall = get_object_or_404(halls, pk=hall_id)
    if not is_organiser(request.user, hall.show):
        raise PermissionDenied
    form = forms.AssignForm(request.POST or None)
    if request.method == "POST" and form.carried_out(lambda: _assign(request, hall, form)):
        return redirect("events:assign-booth", hall.pk)
    shown = {"form": form, "hall": hall, "show": hall.show, "booths": Booth.objects.filter(hall=hall).standing()}
    return render(request, "events/booths/assign.html", shown, status=422 if form.is_bound else 200)


def move(request: HttpRequest, booth_id: int) -> HttpResponse:
    booth = _placed(request, booth_id)
    form = forms.PlaceForm(request.POST or None, show=booth.show, initial={"hall": booth.hall_id, "place": booth.place})
    if request.method == "POST" and form.carried_out(lambda: _move(request, booth, form)):
        return redirect("events:organiser-desk", booth.show.slug)
    shown = {"form": form, "booth": booth, "show": booth.show}
    return render(request, "events/booths/move.html", shown, status=422 if form.is_bound else 200)


def withdraw(request: HttpRequest, booth_id: int) -> HttpResponse:
    booth = _placed(request, booth_id)
    try:
        actions.withdraw(booth.pk, by=me(request), now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(firm)s no longer has a booth.") % {"firm": booth.firm})
    return redirect("events:organiser-desk", booth.show.slug)


def _placed(request: HttpRequest, booth_id: int) -> Booth:
    booth = seen_booth(request, booth_id)
    if not rules.may_place(request.user, booth):
        raise PermissionDenied
    return booth


def _assign(request: HttpRequest, hall: Hall, form: forms.AssignForm) -> None:
    firm, place = form.cleaned_data["firm"], form.cleaned_data["place"]
    actions.assign(hall.pk, firm_id=firm.pk, place=place, by=me(request), now=timezone.now())
    messages.success(request, _("%(firm)s stands at %(place)s. Who is next?") % {"firm": firm, "place": place})


def _move(request: HttpRequest, booth: Booth, form: forms.PlaceForm) -> None:
    hall, place = form.cleaned_data["hall"], form.cleaned_data["place"]
    actions.move(booth.pk, hall_id=hall.pk, place=place, by=me(request), now=timezone.now())
    messages.success(request, _("%(firm)s stands at %(place)s now.") % {"firm": booth.firm, "place": place})
