"""Rows of lists that several pages show: `{% load rows %}`. Each is filled, not drawn (`ground.ui.patterns`)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from ground.money.formats import number
from ground.ui import moments, patterns, people
from ground.words.language import language_name
from network.calendar.registry import Entry
from network.directory.queries.pages import FacetShown
from network.forums.live import rows as forums
from network.forums.models import Board, Thread
from network.forums.queries import BoardRow, ThreadRow
from network.introductions.models import Answer, Introduction
from network.members.models import Member
from network.organisations.models import Organisation

register = template.Library()


@register.simple_tag
def organisation_row(
    organisation: Organisation, note: str = "", offer: Mapping[str, list[str]] | None = None
) -> SafeString:
    """`{% organisation_row firm %}`; `note` stands beside its place, `offer` below (`Organisation.offer`)."""
    services, sought = (offer["services"], offer["sought"]) if offer else ([], [])
    values = {
        "face": people.avatar(organisation, "firm"),
        "at": patterns.address("network:organisation", organisation.slug),
        "name": organisation.name,
        "headline": organisation.headline,
        "kind": organisation.kind_name,
        "sector": organisation.sector and organisation.sector_name,
        "city": organisation.city,
        "note": note,
        "is_offering": bool(services or sought),
        "services": services,
        "is_seeking": bool(sought),
        "sought": [people.country(code, "chip") for code in sought],
        "country": people.country(str(organisation.country), "chip"),
    }
    return patterns.fill("network/organisations/_row.html", values)


@register.simple_tag
def calendar_day(on: date, entries: Iterable[Entry]) -> SafeString:
    """`{% calendar_day on entries %}`: a day of a calendar, by the reader's clock."""
    now = timezone.now()
    today = timezone.localdate(now)
    values = {
        "key": f"{on:%Y%m%d}",
        "tile": moments.tile(on),
        "day": moments.day(on, today=today),
        "words": moments.day(on, "words", today=today),
        "entries": [_entry(entry, now) for entry in entries],
    }
    return patterns.fill("network/calendar/_day.html", values)


def _entry(entry: Entry, now: datetime) -> dict[str, Any]:
    times = [moments.moment(at, "clock", now=now) for at in (entry.starts_at, entry.ends_at) if at]
    return {
        "is_off": entry.cancelled,
        "times": [dict(zip(("starts", "ends"), times, strict=True))] if entry.starts_at else [],
        "is_whole_day": not entry.starts_at,
        "at": entry.url,
        "summary": entry.summary,
        "is_plain": not entry.url,
        "location": entry.location,
    }


@register.simple_tag
def facet(shown: FacetShown) -> SafeString:
    """`{% facet shown %}`: a field of the directory, with what each choice would give."""
    values = {
        "is_chosen": bool(shown.chosen),
        "name": shown.facet.name,
        "label": shown.facet.label,
        "choices": [
            {
                "value": choice.value,
                "is_chosen": choice.value == shown.chosen,
                "label": choice.label,
                "count": number(choice.count),
            }
            for choice in shown.choices
        ],
    }
    return patterns.fill("network/directory/_facet.html", values)


@register.simple_tag
def introduction_row(introduction: Introduction) -> SafeString:
    """An introduction as the office sees it, with sides, their members and offices loaded."""
    sides = introduction.sides.all()
    values = {
        "at": patterns.address("network:introduction", introduction.pk),
        "sides": [
            {
                "who": people.with_offices(side.member),
                "goes_on": number < len(sides),
                "name": str(side.member),
                "answer": str(Answer(side.answer).label).lower() if side.answer else "",
                "is_silent": not side.answer,
            }
            for number, side in enumerate(sides, start=1)
        ],
        "firm": introduction.firm.name,
        "proposed": moments.moment(introduction.proposed_at, now=timezone.now()),
        "outcome": introduction.get_outcome_display(),
    }
    return patterns.fill("network/introductions/_row.html", values, state=introduction.state)


@register.simple_tag
def member_row(member: Member) -> SafeString:
    """`{% member_row member %}`, with languages, memberships and offices loaded."""
    belonging: Any = member.memberships.all()
    values = {
        "face": people.avatar(member),
        "at": patterns.address("network:member", member.pk),
        "name": member.name,
        "offices": people.signs_of(member),
        "headline": member.headline,
        "firms": [one.organisation.name for one in belonging if not one.organisation.closed_at],
        "city": member.city,
        "languages": [language_name(line.language) for line in member.languages.all()],
        "country": people.country(str(member.country), "chip"),
    }
    return patterns.fill("network/members/_row.html", values)


@register.simple_tag
def thread_row(row: ThreadRow, with_board: bool = False) -> SafeString:
    """`{% thread_row row %}`; with a second word that is true, its board beside it."""
    return forums.row_html(row, with_board=bool(with_board))


@register.simple_tag
def board_row(row: BoardRow) -> SafeString:
    return forums.board_row_html(row)


@register.simple_tag
def room_entry(room: Thread, people: int, here: Thread | None = None) -> SafeString:
    """`{% room_entry room people thread %}`: in the rail; `here` is the one whose page this is."""
    return forums.room_entry_html(room, people, here or None)


@register.simple_tag
def board_entry(row: BoardRow, here: Board | None = None) -> SafeString:
    return forums.board_entry_html(row, here or None)
