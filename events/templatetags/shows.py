"""Words, colours and rows of shows: `{% load shows %}`. Rows are filled, not drawn (`ground.ui.patterns`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from events.booths import live
from events.booths.models import Booth
from events.booths.queries import Floor
from events.sessions.models import Session
from events.shows.models import Day, Show
from ground.ui import moments, patterns, people
from ground.ui.people import hue_of
from ground.words.sectors import NAMES

register = template.Library()


@register.simple_tag
def sector(code: str) -> str:
    """`{% sector "ocean" %}`: Ocean and marine. A code that nobody knows stands for itself."""
    return str(NAMES.get(code, code))


@register.simple_tag
def hue(firm: Any) -> str:
    """The class of a firm's own colour, the same as its avatar's."""
    return f"h{hue_of(firm.pk)}"


@register.simple_tag
def floor_plan(floor: Floor) -> SafeString:
    """`{% floor_plan floor %}`: a mark for each booth of a hall."""
    return live.plan_html(floor)


@register.simple_tag
def exhibitors(booths: Iterable[Booth]) -> SafeString:
    """`{% exhibitors booths %}`: firms and where they stand."""
    values = [
        {
            "face": people.avatar(booth.firm, "s firm"),
            "at": patterns.address("events:booth", booth.pk),
            "name": booth.firm.name,
            "hall": booth.hall.name,
            "place": booth.place,
            "country": people.country(str(booth.firm.country), "chip"),
        }
        for booth in booths
    ]
    return patterns.fill("events/lobby/_exhibitors.html", {"booths": values})


@register.simple_tag
def opening_hours(days: Iterable[Day], show: Show, apart: object, open_now: Day | None) -> SafeString:
    """By the show's clock and, where that is another, by the reader's."""
    now = timezone.now()

    def clock(at: datetime, form: moments.Form = "clock", zone: str = "") -> SafeString:
        return moments.moment(at, form, zone=zone, now=now)

    values = [
        {
            "is_now": day == open_now,
            "day": moments.day(day.on, "medium", today=timezone.localdate(now)),
            "is_always": day.is_round_the_clock,
            "hours": ""
            if day.is_round_the_clock
            else _span(clock(day.opens_at, zone=show.time_zone), clock(day.closes_at, zone=show.time_zone)),
            "mine": apart and _span(clock(day.opens_at, "short"), clock(day.closes_at)),
        }
        for day in days
    ]
    return patterns.fill("events/shows/_hours.html", {"days": values})


def _span(first: SafeString, last: SafeString) -> SafeString:
    return format_html("{} – {}", first, last)


@register.simple_tag
def coming_sessions(sessions: Iterable[Session], show: Show, apart: object) -> SafeString:
    """By the show's clock and, where that is another, by the reader's."""
    now, zone = timezone.now(), show.time_zone
    values = [
        {
            "starts": moments.moment(session.starts_at, "clock", zone=zone, now=now),
            "mine": apart and moments.moment(session.starts_at, "clock", now=now),
            "at": patterns.address("events:session", session.pk),
            "title": session.title,
            "kind": session.get_kind_display(),
            "hall": session.hall.name,
            "day": moments.day(moments.local_day(session.starts_at), "short", today=timezone.localdate(now)),
        }
        for session in sessions
    ]
    return patterns.fill("events/sessions/_coming.html", {"sessions": values})
