"""The stream of an application as its timeline: what the firm may read, and what those who decide read besides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from landings.applications.facts import (
    ApplicationBegun,
    ApplicationDecided,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ConflictDeclared,
    InformationGiven,
    InformationWanted,
    ReferralTaken,
    Reviewed,
    ReviewerAssigned,
)
from landings.applications.models import Application
from landings.applications.states import State
from network.members.models import Member
from realtime.facts import UnknownFact
from realtime.streams import Event, timeline


@dataclass(frozen=True, slots=True)
class Row:
    """What `ui/_timeline.html` shows."""

    id: str
    at: datetime
    text: str
    icon: str
    tone: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """`inner`: only those who decide and review read it. `named`: the firm reads who did it."""

    text: str | Promise
    icon: str
    tone: str = ""
    inner: bool = False
    named: bool = True


_TOLD: Final[dict[type[Any], Telling]] = {
    ApplicationBegun: Telling(gettext_lazy("Application begun"), "file-plus"),
    ApplicationSubmitted: Telling(gettext_lazy("Application sent"), "send", "good"),
    ReviewerAssigned: Telling(gettext_lazy("A reviewer was asked"), "user-round-search", inner=True),
    ConflictDeclared: Telling(gettext_lazy("A reviewer stepped back from a conflict"), "scale", inner=True),
    InformationWanted: Telling(gettext_lazy("More information is wanted"), "message-circle-question-mark", "hot"),
    InformationGiven: Telling(gettext_lazy("The question was answered"), "message-circle-reply"),
    ReferralTaken: Telling(gettext_lazy("Referred elsewhere by the rules"), "corner-up-right"),
    ApplicationWithdrawn: Telling(gettext_lazy("Withdrawn by the firm"), "undo-2"),
}
_OUTCOMES: Final[dict[str, Telling]] = {
    State.ACCEPTED: Telling(gettext_lazy("Accepted"), "badge-check", "good"),
    State.REFUSED: Telling(gettext_lazy("Not accepted"), "circle-x", "hot"),
    State.REFERRED: Telling(gettext_lazy("Referred elsewhere"), "corner-up-right"),
    State.WAITLISTED: Telling(gettext_lazy("Put on the waiting list"), "hourglass"),
}


def history(application: Application, *, inner: bool) -> list[Row]:
    """Newest first. `inner`: for those who decide and review, with every name."""
    events = timeline(application.stream)
    names = _names(events)
    return [row for event in events if (row := _row(event, names, inner))]


def _row(event: Event, names: dict[int, str], inner: bool) -> Row | None:
    telling = _telling(event)
    if telling is None or (telling.inner and not inner):
        return None
    who = names.get(event.actor or 0, "") if inner or telling.named else ""
    return Row(f"event-{event.pk}", event.at, str(telling.text), telling.icon, telling.tone, who)


def _telling(event: Event) -> Telling | None:
    try:
        told = event.told
    except UnknownFact:
        return None
    if isinstance(told, ApplicationDecided):
        return _OUTCOMES.get(told.outcome)
    if isinstance(told, Reviewed):
        said = {"done": told.done, "of": told.of}
        text = ngettext("%(done)d review of %(of)d is in", "%(done)d reviews of %(of)d are in", told.done) % said
        return Telling(text, "clipboard-check", named=False)
    return _TOLD.get(type(told))


def _names(events: Iterable[Event]) -> dict[int, str]:
    actors = {event.actor for event in events if event.actor}
    return dict(Member.objects.filter(pk__in=actors).values_list("pk", "name"))
