from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from events.booths import actions, forms, queries, rules
from events.booths.models import Booth, Duty, Sheet
from events.booths.views.finding import me, own_booth
from ground.web import idempotency, page_keys
from network.members.registry import loading


def exhibiting(request: HttpRequest) -> HttpResponse:
    """The exhibitor's desk: every booth that one works at, the show that is on now first."""
    stands = queries.stands_of(me(request), timezone.now())
    return render(request, "events/booths/exhibiting.html", {"stands": stands})


def desk(request: HttpRequest, booth_id: int) -> HttpResponse:
    booth, now = own_booth(request, booth_id), timezone.now()
    shown = {
        "booth": booth,
        "show": booth.show,
        "open_now": booth.show.day_at(now),
        "figures": queries.figures_of(booth, now),
        "company": queries.company_of(booth, me(request), now),
        "rota": queries.rota_of(booth, now),
        "steps": queries.steps_of(booth),
    }
    piece = "_figures.html" if request.GET.get("piece") else "desk.html"
    return render(request, f"events/booths/{piece}", shown)


def edit(request: HttpRequest, booth_id: int) -> HttpResponse:
    booth = own_booth(request, booth_id)
    words = {"headline": booth.headline, "about": booth.about, "sector": booth.sector}
    form = forms.DressForm(request.POST or None, initial=words)
    act = lambda: actions.dress(booth.pk, by=me(request), now=timezone.now(), **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.carried_out(act):
        messages.success(request, _("Saved. Visitors see it now."))
        return redirect("events:booth-desk", booth.pk)
    shown = {"form": form, "booth": booth, "show": booth.show, "sheets": booth.sheets.all()}
    return render(request, "events/booths/edit.html", shown, status=422 if form.is_bound else 200)


def add_sheet(request: HttpRequest, booth_id: int) -> HttpResponse:
    booth = own_booth(request, booth_id)
    form = forms.SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.carried_out(lambda: _lay_out(request, booth, form)):
        messages.success(request, _("The sheet lies on your booth."))
        return redirect("events:edit-booth", booth.pk)
    shown = {"form": form, "booth": booth, "show": booth.show}
    return render(request, "events/booths/sheet.html", shown, status=422 if form.is_bound else 200)


def edit_sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=sheet_id)
    booth = own_booth(request, sheet.booth_id)
    form = forms.SheetForm(
        request.POST or None, request.FILES or None, initial={"title": sheet.title, "text": sheet.text}
    )
    if request.method == "POST" and form.carried_out(lambda: _reword(request, sheet, form)):
        messages.success(request, _("Saved."))
        return redirect("events:edit-booth", booth.pk)
    shown = {"form": form, "booth": booth, "show": booth.show, "sheet": sheet}
    return render(request, "events/booths/sheet.html", shown, status=422 if form.is_bound else 200)


def remove_sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=sheet_id)
    booth = own_booth(request, sheet.booth_id)
    act = lambda: actions.remove_sheet(booth.pk, sheet_id=sheet_id, by=me(request), now=timezone.now())  # noqa: E731
    _tried(request, act, _("The sheet is taken away."))
    return redirect("events:edit-booth", booth.pk)


def staff(request: HttpRequest, booth_id: int) -> HttpResponse:
    """Who stands at the booth, and when. One page, two forms: `do` says which was sent."""
    booth = own_booth(request, booth_id)
    wants = request.POST.get("do", "")
    joining = forms.StaffForm(request.POST if wants == "join" else None, booth=booth)
    duty = forms.DutyForm(request.POST if wants == "duty" else None, booth=booth)
    if wants == "join" and joining.carried_out(lambda: _join(request, booth, joining)):
        return redirect("events:booth-staff", booth.pk)
    if wants == "duty" and duty.carried_out(lambda: _give_duty(request, booth, duty)):
        return redirect("events:booth-staff", booth.pk)
    shown = {
        "booth": booth,
        "show": booth.show,
        "people": booth.staff.select_related("member").prefetch_related(*loading("member")),
        "plan": queries.plan_of(booth),
        "joining": joining,
        "duty_form": duty,
    }
    return render(request, "events/booths/staff.html", shown, status=422 if request.method == "POST" else 200)


def remove_staff(request: HttpRequest, booth_id: int) -> HttpResponse:
    booth, who = own_booth(request, booth_id), page_keys.number(request.POST.get("member"))
    if who is not None:
        act = lambda: actions.remove_staff(booth.pk, member_id=who, by=me(request), now=timezone.now())  # noqa: E731
        _tried(request, act, _("They are off the staff of the booth."))
    if not rules.may_dress(request.user, booth):
        return redirect("events:exhibiting")
    return redirect("events:booth-staff", booth.pk)


def cancel_duty(request: HttpRequest, duty_id: int) -> HttpResponse:
    duty = get_object_or_404(Duty, pk=duty_id, booth__in=Booth.objects.visible_to(request.user))
    booth = own_booth(request, duty.booth_id)
    act = lambda: actions.cancel_duty(duty.pk, by=me(request), now=timezone.now())  # noqa: E731
    _tried(request, act, _("The duty is cancelled, and they are told."))
    return redirect("events:booth-staff", booth.pk)


def _lay_out(request: HttpRequest, booth: Booth, form: forms.SheetForm) -> None:
    with idempotency.refused_in_words():
        actions.add_sheet(booth.pk, by=me(request), now=timezone.now(), **form.cleaned_data)


def _reword(request: HttpRequest, sheet: Sheet, form: forms.SheetForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("title", "text", "file")}
    actions.change_sheet(sheet.pk, by=me(request), now=timezone.now(), **said)


def _join(request: HttpRequest, booth: Booth, form: forms.StaffForm) -> None:
    member = form.cleaned_data["member"]
    actions.add_staff(booth.pk, member_id=member.pk, by=me(request), now=timezone.now())
    messages.success(request, _("%(who)s is on the staff of your booth.") % {"who": member})


def _give_duty(request: HttpRequest, booth: Booth, form: forms.DutyForm) -> None:
    starts_at, ends_at = form.span()
    member = form.cleaned_data["member"]
    actions.give_duty(
        booth.pk, member_id=member.pk, starts_at=starts_at, ends_at=ends_at, by=me(request), now=timezone.now()
    )
    messages.success(request, _("%(who)s has the duty, and is being told.") % {"who": member})


def _tried(request: HttpRequest, act: Callable[[], None], done: str) -> None:
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
