"""Writes are limited, by member and by network address: how often each kind may be is the table `settings.LIMITS`.

A door says its kind beside its policy, and every other door that takes a form is of the kind `step`:

    route("threads/<int:thread_id>/reply/", views.reply, name="reply", who=members(), methods=POST, limited="post")

Who is too quick is answered 429 with `Retry-After` before anything is done. A browser's outbox keeps what it sends and
sends it again by itself; a page shows what was typed, ready to be sent once more.
"""

import math
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground.web import buckets
from ground.web.limits import Limit, Pace

STEP: Final = "step"
SHORT: Final = 40


def refusal(request: HttpRequest, kind: str) -> HttpResponse | None:
    """The answer to who writes too quickly, or None: then a token is taken."""
    wait = buckets.take(buckets_of(request, kind))
    return _too_quick(request, math.ceil(wait)) if wait else None


def buckets_of(request: HttpRequest, kind: str) -> dict[str, Pace]:
    """The buckets that this request takes from, each with its pace: one that is never empty where nobody is known."""
    limit: Limit = settings.LIMITS[kind]
    found = {}
    member = getattr(request, "user", None)
    if member is not None and member.pk:
        found[f"{kind}:member:{member.pk}"] = limit.newcomer if is_new(member, timezone.now()) else limit.member
    if address := network_of(request.META.get("REMOTE_ADDR", "")):
        found[f"{kind}:address:{address}"] = limit.address
    return {key: pace.times(settings.LIMITS_TIMES) for key, pace in found.items()} or {"": Pace(1, 0)}


def is_new(member: Any, now: datetime) -> bool:
    return bool(member.joined_at > now - timedelta(days=settings.NEW_FOR_DAYS))


def network_of(address: str) -> str:
    """Who is counted together: one address of IPv4, a household's whole /64 of IPv6; empty where nobody is known."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or IPv6Address(int(known) >> 64 << 64))


def _too_quick(request: HttpRequest, wait: int) -> HttpResponse:
    words = when(wait)
    if "application/json" in request.headers.get("Accept", ""):
        answer: HttpResponse = JsonResponse({"message": words, "wait": wait}, status=429)
    else:
        answer = render(request, "limited.html", {"when": words, **_typed(request)}, status=429)
    answer["Retry-After"] = str(wait)
    return answer


def when(wait: int) -> str:
    """When one may go on, in words; `wait` is seconds."""
    if wait < 60:
        words = ngettext("In %(wait)d second you can go on.", "In %(wait)d seconds you can go on.", wait)
        return _("You are quicker than we can take.") + " " + words % {"wait": wait}
    # The next whole minute: nobody who comes at the time said is sent away again.
    at = timezone.localtime(timezone.now() + timedelta(seconds=wait + 59)).replace(second=0, microsecond=0)
    return _("You are quicker than we can take. At %(time)s you can go on.") % {"time": date_format(at, "TIME_FORMAT")}


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was sent, to be sent again from the page: texts to read and change, the rest unseen. Never a password."""
    fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    said = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken" and "password" not in name]
    return {
        "texts": [(name, value) for name, value in said if _is_text(value)],
        "rest": [(name, value) for name, value in said if not _is_text(value)],
        "again": not request.FILES and not any("password" in name for name, _value in fields),
        "has_files": bool(request.FILES),
    }


def _is_text(value: str) -> bool:
    return "\n" in value or len(value) > SHORT or " " in value.strip()
