"""iCalendar, written by RFC 5545: what a calendar program reads back unchanged, and the answer that carries it.

Without METHOD, DTSTAMP is when the entry was last revised (RFC 5545, 3.8.7.2), so the same entries give the same bytes.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from icalendar import Calendar, Event, Timezone
from icalendar.prop import vUri

from ground.places import vtimezone
from ground.places.zones import zone_named
from network.calendar.registry import Entry

PRODUCT = "-//Kontor//Calendar//EN"
REFRESHED = timedelta(minutes=15)


def write(name: str, entries: Iterable[Entry]) -> bytes:
    """A calendar of these entries, in order of time, with the rules of each zone they name."""
    ordered = sorted(entries, key=lambda entry: (entry.begins, entry.uid))
    name = " ".join(_clean(name).split())
    calendar = Calendar()
    for key, value in {"version": "2.0", "prodid": PRODUCT, "calscale": "GREGORIAN", "name": name}.items():
        calendar.add(key, value)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESHED)
    for zone in _zones(ordered):
        calendar.add_component(zone)
    for entry in ordered:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def answer(request: HttpRequest, body: bytes, *, name: str, cached: str) -> HttpResponse:
    """A calendar as a feed that programs ask for again and again: its ETag gives them 304 while nothing changed.

    `name` is the file's, without ending; `cached` the Cache-Control.
    """
    reply = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    reply["Content-Disposition"] = f'inline; filename="{name}.ics"'
    reply["Cache-Control"] = cached
    reply["ETag"] = quote_etag(hashlib.sha256(body).hexdigest())
    return get_conditional_response(request, etag=reply["ETag"], response=reply) or reply


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.SITE_URL).hostname or 'kontor'}")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    starts, ends = _times(entry)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", _clean(entry.summary))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.free or entry.cancelled else "OPAQUE")
    for key, value in {"location": entry.location, "description": entry.description}.items():
        if value:
            event.add(key, _clean(value))
    if entry.url:
        event.add("url", vUri(settings.SITE_URL + entry.url if entry.url.startswith("/") else entry.url))
    if entry.categories:
        event.add("categories", [_clean(category) for category in entry.categories])
    return event


def _times(entry: Entry) -> tuple[date, date]:
    """A datetime is a date too: moments in the entry's zone, or days, the last of which is not included."""
    if entry.starts_at is None or entry.ends_at is None:
        first = entry.on or date.max
        return first, (entry.until_on or first) + timedelta(days=1)
    zone = zone_named(entry.zone)
    starts, ends = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    # A clock that is turned back shows an hour twice; iCalendar means the first, so the second is told in UTC.
    if zone.key == "UTC" or starts.fold or ends.fold:
        return starts.astimezone(UTC), ends.astimezone(UTC)
    return starts, ends


def _zones(entries: list[Entry]) -> list[Timezone]:
    """The rules of each zone for the years that the entries touch, and one on either side."""
    timed = [entry for entry in entries if entry.starts_at and entry.ends_at]
    names = sorted({zone_named(entry.zone).key for entry in timed} - {"UTC"})
    if not names:
        return []
    first = min(entry.starts_at.year for entry in timed if entry.starts_at) - 1
    last = max(entry.ends_at.year for entry in timed if entry.ends_at) + 1
    return [vtimezone.write(name, first, last) for name in names]


def _clean(text: str) -> str:
    """Control characters have no place in iCalendar (RFC 5545, 3.1); lines end in one way."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or (letter >= " " and letter != "\x7f"))
