"""Items of an itinerary, through the same actions as on the page."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from landings.itineraries import actions
from landings.itineraries.actions import Plan

ZONE = ZoneInfo("Europe/Amsterdam")


def plan(title="Meet the port", kind="meeting", day=6, starts="10:00", ends="11:00", **fields):
    def at(clock):
        return datetime.combine(date(2026, 5, day), time.fromisoformat(clock), tzinfo=ZONE)

    return Plan(kind=kind, title=title, starts_at=at(starts), ends_at=at(ends), **fields)


def make_item(landing, by=None, now=None, **fields):
    by = by or landing.application.applicant
    return actions.add(landing.pk, plan(**fields), by=by, now=now or timezone.now())
