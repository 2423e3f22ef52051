"""A match's story in words, for its timeline and the application's."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from landings.matching import facts
from landings.matching.models import Match
from network.members.models import Member
from realtime.streams import Event, timeline


def rows_of(match: Match) -> list[dict[str, Any]]:
    """The match's events as rows of a timeline, newest first."""
    return rows(timeline(match.stream))


def rows(events: Iterable[Event]) -> list[dict[str, Any]]:
    told = [event for event in events if type(event.told) in _WORDS]
    names = dict(Member.objects.filter(pk__in={event.actor for event in told} - {None}).values_list("pk", "name"))
    return [_row(event, names) for event in told]


def _row(event: Event, names: dict[int, str]) -> dict[str, Any]:
    icon, tone, say = _WORDS[type(event.told)]
    who = names.get(event.actor or 0, "")
    return {"id": f"event-{event.pk}", "at": event.at, "text": say(event.told), "by": who, "icon": icon, "tone": tone}


def _confirmed(told: facts.MatchConfirmed) -> str:
    return _("The firm said yes") if told.side == Match.Side.FIRM else _("The host said yes")


def _declined(told: facts.MatchDeclined) -> str:
    return _("The firm declined") if told.side == Match.Side.FIRM else _("The host declined")


_WORDS: dict[type[Any], tuple[str, str, Callable[[Any], str]]] = {
    facts.MatchProposed: ("sparkles", "", lambda told: _("Proposed to firm and host")),
    facts.MatchConfirmed: ("check", "good", _confirmed),
    facts.MatchDeclined: ("x", "hot", _declined),
    facts.MatchWithdrawn: ("undo-2", "", lambda told: _("The proposal was withdrawn")),
    facts.MatchExpired: ("hourglass", "", lambda told: _("The proposal expired without an answer from both")),
    facts.MatchFull: ("users", "hot", lambda told: _("The last desk went to another firm")),
    facts.MatchPlaced: ("map-pin-check", "good", lambda told: _("Both said yes: the desk is booked")),
}
