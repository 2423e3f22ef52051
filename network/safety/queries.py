"""A member's own safety as its page needs it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import get_timezone_location
from django.contrib.sessions.models import Session
from django.utils.translation import get_language, ngettext, to_locale

from ground.words.devices import device_in_words
from network.members.models import Member
from network.safety.models import SecurityEvent, SignedIn
from network.safety.tellings import ENDED, LOGGED_IN, NEW_DEVICE, WORDS

NEWEST = 60


@dataclass(frozen=True, slots=True)
class Browser:
    pk: int
    device: str
    place: str
    since: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line, as `ui/_timeline.html` wants it."""

    id: str
    at: datetime
    text: str
    note: str
    icon: str
    tone: str
    by: str = ""


def safety_page(member: Member, key: str, now: datetime) -> dict[str, Any]:
    return {"browsers": browsers(member, key, now), "rows": [_row(event) for event in _events(member)]}


def browsers(member: Member, key: str, now: datetime) -> list[Browser]:
    """Where the member is signed in, this browser first, then those seen last."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    found = SignedIn.objects.filter(member=member, key__in=alive).order_by("-seen_at", "-pk")
    rows = [
        Browser(one.pk, device_in_words(one.device), place_of(one.zone), one.since, one.seen_at, one.key == key)
        for one in found
    ]
    return sorted(rows, key=lambda row: not row.is_this)


def _events(member: Member) -> list[SecurityEvent]:
    return list(SecurityEvent.objects.filter(member=member).order_by("-pk")[:NEWEST])


def _row(event: SecurityEvent) -> Row:
    words = WORDS[event.kind]
    detail = event.detail
    if event.kind == ENDED:
        ended = int(detail)
        detail = ngettext("%(n)d browser", "%(n)d browsers", ended) % {"n": ended}
    beside = [detail, device_in_words(event.device) if event.device else "", place_of(event.zone), event.network]
    note = " · ".join(word for word in beside if word)
    return Row(f"event-{event.pk}", event.at, str(words.text), note, words.icon, words.tone)


def place_of(zone: str) -> str:
    """The city that a time zone is named after, in the language of the page; empty where it is named after none."""
    if "/" not in zone:
        return ""
    found = get_timezone_location(zone, locale=to_locale(get_language() or "en"), return_city=True)
    return found.rpartition("/")[2]


def is_new_device(member_id: int, mark: str) -> bool:
    """Whether the member has logged in before, and never with this device."""
    before = SecurityEvent.objects.filter(member_id=member_id, kind__in=(LOGGED_IN, NEW_DEVICE)).exclude(mark="")
    return before.exists() and not before.filter(mark=mark).exists()
