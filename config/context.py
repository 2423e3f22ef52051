"""What every template may read."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from config import second_step
from config.first_steps import steps_for
from ground.ui.navigation import sections_for
from network.desk.queries import count_of
from network.messages.queries import unread_of
from network.papers.queries import written
from realtime.notices import trays

THEMES = ("light", "dark")


def kontor(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "")
    return {
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "staff_first": lambda: second_step.is_needed(getattr(request, "user", None)),
        "theme": theme if theme in THEMES else "",
        # Asked by the bar, the tabs and the line below them.
        "navigation": cache(lambda: sections_for(request)),
        "tray_count": lambda: _tray_count(request),
        "desk_count": lambda: _desk_count(request),
        "messages_count": lambda: _messages_count(request),
        "first_steps": lambda: steps_for(request.user) if hasattr(request, "user") else [],
        "house_papers": written,
    }


def _tray_count(request: HttpRequest) -> int:
    member = getattr(request, "user", None)
    return trays.unread(request, member.pk) if member and member.pk else 0


def _desk_count(request: HttpRequest) -> int:
    member = getattr(request, "user", None)
    return count_of(member.pk, now=timezone.now()) if member and member.pk else 0


def _messages_count(request: HttpRequest) -> int:
    member = getattr(request, "user", None)
    return unread_of(member) if member and member.pk else 0
