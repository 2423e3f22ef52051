"""What an organisation offers: its services, the markets it serves and seeks, the languages it works in."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web import idempotency
from network.members.models import MemberRequest
from network.organisations import actions, queries
from network.organisations.forms import LanguageForm, MarketForm, Service
from network.organisations.models import Organisation
from network.organisations.views.finding import managed


def services(request: MemberRequest, slug: str) -> HttpResponse:
    found = managed(request, slug)
    form = Service(request.POST or None, initial={"key": uuid4().hex})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with idempotency.refused_in_words():
                actions.add_service(
                    found.pk,
                    by=request.user,
                    category=given["category"],
                    title=given["title"],
                    description=given["description"],
                    key=given["key"],
                    now=timezone.now(),
                )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Added."))
            return redirect("network:services", slug)
    words = {"form": form, "organisation": found, "services": queries.services_by_main(found)}
    return render(request, "network/organisations/services.html", words, status=422 if form.is_bound else 200)


def service(request: MemberRequest, slug: str, service_id: int) -> HttpResponse:
    found = managed(request, slug)
    line = get_object_or_404(found.services, pk=service_id)
    form = Service(request.POST or None, instance=line)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.change_service(
            service_id,
            by=request.user,
            category=given["category"],
            title=given["title"],
            description=given["description"],
            now=timezone.now(),
        )
        messages.success(request, _("Saved."))
        return redirect("network:services", slug)
    words = {"form": form, "organisation": found, "service_id": service_id}
    return render(request, "network/organisations/service.html", words, status=422 if form.is_bound else 200)


def drop_service(request: MemberRequest, slug: str, service_id: int) -> HttpResponse:
    actions.drop_service(managed(request, slug).pk, service_id, by=request.user, now=timezone.now())
    messages.success(request, _("The service is off the page."))
    return redirect("network:services", slug)


def markets(request: MemberRequest, slug: str) -> HttpResponse:
    found = managed(request, slug)
    form = MarketForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_market(
                found.pk, by=request.user, country=given["country"], relation=given["relation"], now=timezone.now()
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("network:markets", slug)
    return _markets_page(request, found, form, LanguageForm())


def drop_market(request: MemberRequest, slug: str, market_id: int) -> HttpResponse:
    actions.drop_market(managed(request, slug).pk, market_id, by=request.user, now=timezone.now())
    return redirect("network:markets", slug)


def languages(request: MemberRequest, slug: str) -> HttpResponse:
    found = managed(request, slug)
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _markets_page(request, found, MarketForm(), form)
    actions.add_language(found.pk, by=request.user, language=form.cleaned_data["language"], now=timezone.now())
    return redirect("network:markets", slug)


def drop_language(request: MemberRequest, slug: str, language: str) -> HttpResponse:
    actions.drop_language(managed(request, slug).pk, language, by=request.user, now=timezone.now())
    return redirect("network:markets", slug)


def _markets_page(request: MemberRequest, found: Organisation, form: MarketForm, tongue: LanguageForm) -> HttpResponse:
    words = {
        "form": form,
        "language_form": tongue,
        "organisation": found,
        "markets": queries.markets(found),
        "languages": list(found.languages.all()),
    }
    wrong = form.is_bound or tongue.is_bound
    return render(request, "network/organisations/markets.html", words, status=422 if wrong else 200)
