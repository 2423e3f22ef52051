from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.files.keeping import attachment
from ground.ui.moments import day_in_words, local_day
from ground.web import idempotency
from network.members.models import MemberRequest
from network.mydata import actions, queries, rules
from network.mydata.forms import CloseForm
from network.mydata.models import Export, ExportPart


@reauthentication_required(allow_get=True, app="allauth.account")
def my_data(request: MemberRequest) -> HttpResponse:
    """What is held of one, and the archives of it. A form sent here asks for a new one."""
    if request.method == "POST" and _asked(request):
        return redirect("network:my-data")
    shown = queries.page_of_mine(request.user, timezone.now())
    return render(request, "network/mydata/mydata.html", shown, status=422 if request.method == "POST" else 200)


def _asked(request: MemberRequest) -> bool:
    try:
        with idempotency.refused_in_words():
            actions.ask(by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    messages.success(request, _("It is being put together. You get a mail when it is ready."))
    return True


def exports_piece(request: MemberRequest) -> HttpResponse:
    return render(request, "network/mydata/_exports.html", queries.page_of_mine(request.user, timezone.now()))


def part(request: MemberRequest, export_id: int, number: int) -> HttpResponse:
    """One archive, to be saved. What is not there any more is absent."""
    now = timezone.now()
    export = get_object_or_404(Export.objects.of(request.user), pk=export_id)
    if not rules.may_fetch(export, request.user.pk, now):
        raise Http404
    found = get_object_or_404(ExportPart.objects.filter(export=export), number=number)
    answer = attachment(found.file, found.download_name, "application/zip")
    actions.note_fetched(export.pk, now=now)
    return answer


def delete(request: MemberRequest, export_id: int) -> HttpResponse:
    export = get_object_or_404(Export.objects.of(request.user), pk=export_id)
    try:
        actions.delete(export.pk, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The copy is deleted."))
    return redirect("network:my-data")


@reauthentication_required(allow_get=True, app="allauth.account")
def closing(request: MemberRequest) -> HttpResponse:
    """What closing one's account would do; while one is closed, when it is done. A form sent here closes it."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _closed(request, form):
        return redirect("network:closing")
    shown = {**queries.closing_page(request.user, timezone.now()), "form": form}
    return render(request, "network/mydata/closing.html", shown, status=422 if form.is_bound else 200)


def _closed(request: MemberRequest, form: CloseForm) -> bool:
    try:
        made = actions.close(request.user.pk, by=request.user, now=timezone.now(), **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    day = day_in_words(local_day(made.due_at))
    messages.success(request, _("Your account is closed on %(day)s. Until then you can take it back.") % {"day": day})
    return True


def take_back(request: MemberRequest) -> HttpResponse:
    """The account stays. A second time changes nothing."""
    actions.take_back(by=request.user, now=timezone.now())
    messages.success(request, _("Your account stays. Nothing was erased."))
    return redirect("network:closing")
