from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.places.countries import country_name
from ground.web import page_keys
from ground.web.addresses import is_ours
from network.following import actions, queries, rules
from network.following.forms import MarketForm
from network.members.models import Member, MemberRequest
from network.organisations.models import Organisation


def following(request: MemberRequest) -> HttpResponse:
    """What one follows, by kind, and who follows one."""
    return _page(request, MarketForm())


def follow_organisation(request: MemberRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)
    done = _("You follow %(name)s: what they do is in your feed.") % {"name": found.name}
    address = found.get_absolute_url()
    return _do(request, lambda: actions.follow_organisation(found, by=request.user, now=timezone.now()), done, address)


def unfollow_organisation(request: MemberRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)
    done = _("You no longer follow %(name)s.") % {"name": found.name}
    return _do(request, lambda: actions.unfollow_organisation(found, by=request.user), done, found.get_absolute_url())


def follow_member(request: MemberRequest, member_id: int) -> HttpResponse:
    found = get_object_or_404(Member.objects.visible_to(request.user), pk=member_id)
    done = _("You follow %(name)s: what they say in forums that you read is in your feed.") % {"name": found.name}
    address = found.get_absolute_url()
    return _do(request, lambda: actions.follow_member(found, by=request.user, now=timezone.now()), done, address)


def unfollow_member(request: MemberRequest, member_id: int) -> HttpResponse:
    found = get_object_or_404(Member.objects.visible_to(request.user), pk=member_id)
    done = _("You no longer follow %(name)s.") % {"name": found.name}
    return _do(request, lambda: actions.unfollow_member(found, by=request.user), done, found.get_absolute_url())


def follow_market(request: MemberRequest) -> HttpResponse:
    """By the picker of one's list, or the button of the directory."""
    form = MarketForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    country = form.cleaned_data["country"]
    done = _("You follow the market %(name)s: what happens there is in your feed.") % {"name": country_name(country)}
    return _do(
        request, lambda: actions.follow_market(country, by=request.user, now=timezone.now()), done, _markets_address()
    )


def unfollow_market(request: MemberRequest, country: str) -> HttpResponse:
    if not rules.is_market(country):
        raise Http404
    done = _("You no longer follow the market %(name)s.") % {"name": country_name(country)}
    return _do(request, lambda: actions.unfollow_market(country, by=request.user), done, _markets_address())


def _page(request: MemberRequest, form: MarketForm) -> HttpResponse:
    asked, before = request.GET.get("show", ""), page_keys.key_in(request)
    here = queries.MARKETS if form.is_bound else asked if asked in queries.KINDS else queries.ORGANISATIONS
    shown = {
        "here": here,
        "counts": queries.counts_of(request.user),
        "followed": queries.followed(request.user, here, before=before),
        "before": before,
        "form": form,
    }
    return render(request, "network/following/following.html", shown, status=422 if form.is_bound else 200)


def _do(request: MemberRequest, act: Callable[[], object], done: str, address: str) -> HttpResponse:
    """Back to where the button stood, else to the thing's page."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect(_back(request, address))


def _back(request: HttpRequest, address: str) -> str:
    said = request.POST.get("next", "")
    return said if is_ours(request, said) else address


def _markets_address() -> str:
    return f"{reverse('network:following')}?show={queries.MARKETS}"
