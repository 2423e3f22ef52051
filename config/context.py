"""What every template may read."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config import second_step
from config.first_steps import steps_for
from network.papers.queries import written
from realtime.notices import unread_count

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Place:
    """One of the five places. It is current while a view of one of its `homes` answers."""

    label: str | Promise
    icon: str
    route: str
    homes: tuple[str, ...]
    open: bool = False


PLACES = (
    Place(_("Feed"), "house", "network:feed", ("network.feed",)),
    Place(
        _("Network"),
        "users-round",
        "network:directory",
        (
            "network.directory",
            "network.members",
            "network.organisations",
            "network.introductions",
            "network.messages",
        ),
    ),
    Place(_("Forums"), "messages-square", "network:forums", ("network.forums",), open=True),
    Place(_("Shows"), "store", "events:shows", ("events",), open=True),
    Place(_("Landings"), "plane-landing", "landings:home", ("landings",), open=True),
)


def kontor(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "")
    return {
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "staff_first": lambda: second_step.is_needed(getattr(request, "user", None)),
        "theme": theme if theme in THEMES else "",
        "nav_places": lambda: _places(request),
        "tray_count": lambda: _tray_count(request),
        "first_steps": lambda: steps_for(request.user) if hasattr(request, "user") else [],
        "house_papers": written,
    }


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    """The places that this visitor may go to, with the current one marked."""
    module = _module_of(request)
    known = hasattr(request, "user") and request.user.is_authenticated
    found = [(place, address_of(place.route)) for place in PLACES if known or place.open]
    return [
        {"label": place.label, "icon": place.icon, "url": url, "here": module.startswith(place.homes)}
        for place, url in found
        if url
    ]


def _module_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.func.__module__ if match else ""


def address_of(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _tray_count(request: HttpRequest) -> int:
    member = getattr(request, "user", None)
    return unread_count(member.pk) if member and member.pk else 0
