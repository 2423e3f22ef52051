from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.shows import actions, forms, queries, rules
from events.shows.models import Day, Hall, Show, ShowQuerySet
from ground.web import idempotency
from network.members.models import Member

TURNS = {"announced": actions.announce, "open": actions.open_doors, "closed": actions.close}
TURNED = {
    "announced": gettext_lazy("Announced: everybody sees the show and can register."),
    "open": gettext_lazy("The doors are open. All who registered are told."),
    "closed": gettext_lazy("The show is closed."),
}


def make(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    form = forms.NewShowForm(request.POST or None, by=me)
    made: list[Show] = []
    if request.method == "POST" and form.carried_out(lambda: made.append(_make(form, me))):
        messages.success(request, _("A draft: only you and your colleagues see it. Now add halls."))
        return redirect("events:organiser-desk", made[0].slug)
    shown = {"form": form, "can": form.fields["organiser"].queryset.exists()}  # type: ignore[attr-defined]
    return render(request, "events/shows/make.html", shown, status=422 if form.is_bound else 200)


def edit(request: HttpRequest, show: str) -> HttpResponse:
    me, found = _me(request), _organised(request, show)
    was = queries.openings_of(found)
    form = forms.ShowForm(request.POST or None, show=found, initial=forms.initial_of(found))
    act = lambda: actions.change_show(found.pk, form.plan(), by=me, now=timezone.now())  # noqa: E731
    if request.method == "POST" and form.carried_out(act):
        _say_saved(request, found, was)
        return redirect("events:organiser-desk", found.slug)
    shown = {"form": form, "show": found, "days": found.days.all()}
    return render(request, "events/shows/edit.html", shown, status=422 if form.is_bound else 200)


def turn(request: HttpRequest, show: str) -> HttpResponse:
    """Announce, open or close the show."""
    me, found = _me(request), _organised(request, show)
    act = TURNS.get(request.POST.get("state", ""))
    try:
        if act is not None:
            act(found.pk, by=me, now=timezone.now())
            messages.success(request, TURNED[request.POST["state"]])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("events:organiser-desk", found.slug)


def hours(request: HttpRequest, day_id: int) -> HttpResponse:
    me = _me(request)
    day = get_object_or_404(Day.objects.select_related("show__organiser"), pk=day_id, show__in=_seen(request))
    show = _mine(me, day.show)
    was = queries.openings_of(show)
    form = forms.HoursForm(request.POST or None, day=day)
    act = lambda: actions.set_hours(show.pk, on=day.on, by=me, now=timezone.now(), **form.hours())  # noqa: E731
    if request.method == "POST" and form.carried_out(act):
        _say_saved(request, show, was)
        return redirect("events:edit-show", show.slug)
    shown = {"form": form, "show": show, "day": day}
    return render(request, "events/shows/hours.html", shown, status=422 if form.is_bound else 200)


def add_hall(request: HttpRequest, show: str) -> HttpResponse:
    me, found = _me(request), _organised(request, show)
    form = forms.HallForm(request.POST or None)
    act = lambda: actions.add_hall(found.pk, by=me, now=timezone.now(), **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.carried_out(act):
        messages.success(request, _("The hall is there. Now give firms their booths."))
        return redirect("events:organiser-desk", found.slug)
    return render(
        request, "events/shows/hall.html", {"form": form, "show": found}, status=422 if form.is_bound else 200
    )


def edit_hall(request: HttpRequest, hall_id: int) -> HttpResponse:
    me = _me(request)
    hall = get_object_or_404(Hall.objects.visible_to(me).select_related("show__organiser"), pk=hall_id)
    show = _mine(me, hall.show)
    form = forms.HallForm(request.POST or None, initial={"name": hall.name, "about": hall.about})
    act = lambda: actions.change_hall(hall.pk, by=me, now=timezone.now(), **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.carried_out(act):
        messages.success(request, _("Saved."))
        return redirect("events:organiser-desk", show.slug)
    shown = {"form": form, "show": show, "hall": hall}
    return render(request, "events/shows/hall.html", shown, status=422 if form.is_bound else 200)


def register(request: HttpRequest, show: str) -> HttpResponse:
    """At the door: take a place, or change who may see one."""
    me, found = _me(request), get_object_or_404(_seen(request), slug=show)
    form = forms.DoorForm(request.POST)
    act = lambda: actions.register(found.pk, by=me, now=timezone.now(), **form.cleaned_data)  # noqa: E731
    if form.carried_out(act):
        messages.success(request, _("You are registered for %(show)s. Come in.") % {"show": found.name})
        return redirect(found)
    return render(request, "events/shows/door.html", {"form": form, "show": found}, status=422)


def unregister(request: HttpRequest, show: str) -> HttpResponse:
    found = get_object_or_404(_seen(request), slug=show)
    actions.unregister(found.pk, by=_me(request), now=timezone.now())
    messages.success(request, _("You are no longer registered. Your place is free for somebody else."))
    return redirect(found)


def _make(form: forms.NewShowForm, me: Member) -> Show:
    said = form.cleaned_data
    with idempotency.refused_in_words():
        return actions.make_show(
            form.plan(), organiser_id=said["organiser"].pk, by=me, key=said["key"], now=timezone.now()
        )


def _say_saved(request: HttpRequest, show: Show, was: queries.Openings) -> None:
    changes = queries.change_in_words(was, queries.openings_of(Show.objects.get(pk=show.pk)))
    messages.success(request, " ".join(filter(None, [_("Saved."), changes])))


def _organised(request: HttpRequest, slug: str) -> Show:
    return _mine(_me(request), get_object_or_404(_seen(request).select_related("organiser"), slug=slug))


def _mine(me: Member, show: Show) -> Show:
    if not rules.is_organiser(me, show):
        raise PermissionDenied
    return show


def _seen(request: HttpRequest) -> ShowQuerySet:
    return Show.objects.visible_to(request.user)


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user
