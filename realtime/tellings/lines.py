"""Events as lines, in the active language: what a timeline, a live piece and the feed show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from realtime.streams import Event
from realtime.streams.audiences import Audience
from realtime.streams.facts import CANNOT_BE_READ, Unknown, payload_of
from realtime.tellings.registry import Telling, said, telling_of, would_be_on
from realtime.tellings.scenes import Face, Found, fetch, people


@dataclass(frozen=True, slots=True)
class Line:
    """`by` did it, where that is told. Away from the thing, `url` leads there, `quote` says what was said there, and
    `face` is whom it is about; `params` are what its words were filled with.
    """

    event: Event
    text: str
    icon: str
    tone: str = ""
    by: str = ""
    url: str = ""
    quote: str = ""
    face: Face | None = None
    params: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def id(self) -> str:
        return f"event-{self.event.pk}"

    @property
    def at(self) -> datetime:
        return self.event.at


def lines(
    events: Iterable[Event],
    *,
    on: str = "",
    audience: Audience = Audience.PARTIES,
    unreadable: bool = True,
) -> list[Line]:
    """The events that are told on this timeline, in their order; without a timeline, as they are told away from it.

    One statement fetches what all of them are about. An event that cannot be read is said to be one, on a timeline that
    might have had it, where `unreadable` is wanted.
    """
    told = list(_told(events, on, audience, unreadable))
    found = fetch(
        wanted
        for event, fact, telling in told
        if telling
        for wanted in (
            (people(), event.actor),
            *([(people(), getattr(fact, telling.who))] if telling.who else ()),
            *((scene, scene.of(event, fact)) for scene in telling.scenes_for(on)),
        )
    )
    made = (_line(event, fact, telling, found, on, audience) for event, fact, telling in told)
    return [line for line in made if line]


def _told(
    events: Iterable[Event], on: str, audience: Audience, unreadable: bool
) -> Iterator[tuple[Event, Any, Telling | None]]:
    for event in events:
        fact = event.told
        if isinstance(fact, Unknown):
            if on and unreadable and would_be_on(on, event.fact):
                yield event, fact, None
        elif (telling := telling_of(event.fact, fact)) and _reads(telling, on, audience):
            yield event, fact, telling


def _reads(telling: Telling, on: str, audience: Audience) -> bool:
    if not on:
        return bool(telling.away)
    return on in telling.on and audience >= telling.audience


def _line(event: Event, fact: Any, telling: Telling | None, found: Found, on: str, audience: Audience) -> Line | None:
    if telling is None:
        return Line(event, str(CANNOT_BE_READ), "circle-question-mark")
    scenes = [found.of(scene, scene.of(event, fact)) for scene in telling.scenes_for(on)]
    if None in scenes:
        return None
    actor = found.of(people(), event.actor)
    whose = found.of(people(), getattr(fact, telling.who)) if telling.who else actor
    params: dict[str, Any] = {**payload_of(fact), "actor": event.actor, "who": _name(whose)}
    for scene in scenes:
        params |= scene or {}
    text = said(telling.here if on else telling.away, params)
    about_them = bool(telling.who) and getattr(fact, telling.who) == event.actor
    by = "" if about_them or actor is None or telling.named is None or audience < telling.named else str(actor["name"])
    face = (params.get("face") or (whose or {}).get("face")) if telling.face and not on else None
    url, quote = params.get("url", ""), params.get("quote", "")
    return Line(event, text, telling.icon, telling.tone, by, url, quote, face, params)


def _name(person: Mapping[str, Any] | None) -> str:
    return str(person["name"]) if person else _("Somebody")
