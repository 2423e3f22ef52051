from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import idempotency
from network.members.models import MemberRequest
from network.organisations import actions, queries
from network.organisations.forms import Open, Page
from network.organisations.models import Organisation
from network.organisations.tellings import history as history_of
from network.organisations.views.finding import belonging, managed, seen


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    words = queries.page(seen(request, slug), request.user, timezone.now())
    return render(request, "network/organisations/organisation.html", words)


def history(request: MemberRequest, slug: str) -> HttpResponse:
    """The piece that a page fetches when its stream says something happened."""
    found = belonging(request, slug)
    words = {"organisation": found, "history": history_of(found)}
    return render(request, "network/organisations/_history.html", words)


def mine(request: MemberRequest) -> HttpResponse:
    words = {
        "memberships": queries.mine(request.user),
        "invitations": queries.asked_to_join(request.user, timezone.now()),
    }
    return render(request, "network/organisations/mine.html", words)


def new(request: MemberRequest) -> HttpResponse:
    instance = Organisation(country=request.user.country, city=request.user.city, time_zone=request.user.time_zone)
    initial = {"kind": request.GET.get("kind", "firm"), "key": uuid4().hex}
    form = Open(request.POST or None, instance=instance, initial=initial, by=request.user)
    alike: list[Organisation] = []
    if request.method == "POST" and form.is_valid() and not (alike := _not_shown_yet(request, form)):
        given = form.cleaned_data
        try:
            with idempotency.refused_in_words():
                made = actions.open_organisation(
                    by=request.user, kind=given["kind"], page=given, key=given["key"], now=timezone.now()
                )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your page is open. Say what you sell, and where."))
            return redirect("network:services", made.slug)
    shown = " ".join(str(one.pk) for one in alike) or request.POST.get("others", "")[:400]
    words = {"form": form, "alike": alike, "others": shown}
    return render(request, "network/organisations/new.html", words, status=422 if form.is_bound else 200)


def _not_shown_yet(request: MemberRequest, form: Open) -> list[Organisation]:
    """Those of the same name, unless all of them were shown before this was sent, or this was carried out before."""
    given = form.cleaned_data
    if idempotency.is_known(request.user.pk, given["key"]):
        return []
    alike = queries.called_alike(given["name"], request.user)
    if not {str(one.pk) for one in alike} - set(given["others"].split()):
        return []
    form.add_error("name", ValidationError(_("A page of this name is here already: look at it first."), code="alike"))
    return alike


def edit(request: MemberRequest, slug: str) -> HttpResponse:
    found = managed(request, slug)
    form = Page(request.POST or None, instance=managed(request, slug) if request.method == "POST" else found)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_page(found.pk, by=request.user, page=form.cleaned_data, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("network:organisation", changed.slug)
    words = {"form": form, "organisation": found}
    return render(request, "network/organisations/edit.html", words, status=422 if form.is_bound else 200)
