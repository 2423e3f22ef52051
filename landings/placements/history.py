"""A landing's story in words. Any feature of landings tells its facts here, and they are on the timeline, live.

    @tells(LetterSigned)
    def signed(event: Event) -> Line:
        return Line(_("The firm signed its letter"), icon="signature", tone="good", step="letter")

`step` names the step of the landing's bar that is done by it: applied, accepted, placed, grant, itinerary, market,
returned or letter.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from landings.applications.facts import ApplicationDecided, ApplicationSubmitted
from landings.applications.states import State
from landings.matching import facts as matching
from landings.placements import facts
from landings.placements.models import Landing
from network.members.models import Member
from realtime import live
from realtime.facts import name_of
from realtime.streams import Event


@dataclass(frozen=True, slots=True)
class Line:
    """Read by firm, host, commissioner and programme alike: no reasons, no receipts, nothing private.

    A line without words is not shown; its step is done all the same.
    """

    text: str
    icon: str = "dot"
    tone: str = ""
    step: str = ""


Tell = Callable[[Event], Line | None]
_tells: dict[str, Tell] = {}
LIST = "landing-timeline"


def tells(*fact_types: type[Any]) -> Callable[[Tell], Tell]:
    """Put these facts on the timeline of the landing whose stream they are on."""

    def register(tell: Tell) -> Tell:
        for fact_type in fact_types:
            _tells[name_of(fact_type)] = tell
        live.shows(*fact_types, in_="landing")(arrived)
        return tell

    return register


def arrived(event: Event) -> list[live.Piece]:
    """The new row of the timeline; and the page's head and next steps, which differ by viewer."""
    landing_id = Landing.objects.filter(stream=event.stream_id).values_list("pk", flat=True).first()
    pieces = [live.refresh(f"landing-top-{landing_id}")]
    for row in rows([event]):
        html = render_to_string("ui/_timeline_row.html", {"row": row})
        pieces.insert(0, live.append(LIST, row["id"], html))
    return pieces


def events_of(landing: Landing) -> list[Event]:
    """From application to letter, oldest first: the application's events until the placement, then the landing's."""
    streams = [landing.stream_id, landing.application.stream_id]
    events = Event.objects.filter(stream__in=streams, fact__in=list(_tells)).order_by("at", "pk")
    placed = landing.match_id
    return [event for event in events if event.payload.get("match_id", placed) == placed]


def rows(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Events as rows of `ui/_timeline.html`; what nobody tells is left out."""
    told = [(event, line) for event in events if (line := line_of(event)) and line.text]
    names = dict(Member.objects.filter(pk__in={e.actor for e, _line in told} - {None}).values_list("pk", "name"))
    return [
        {
            "id": f"event-{event.pk}",
            "at": event.at,
            "text": line.text,
            "icon": line.icon,
            "tone": line.tone,
            "by": names.get(event.actor or 0, ""),
        }
        for event, line in told
    ]


def steps_done(events: Sequence[Event]) -> set[str]:
    return {line.step for event in events if (line := line_of(event)) and line.step}


def line_of(event: Event) -> Line | None:
    tell = _tells.get(event.fact)
    return tell(event) if tell else None


@tells(ApplicationSubmitted)
def _submitted(event: Event) -> Line:
    return Line(_("The firm applied"), icon="send", step="applied")


@tells(ApplicationDecided)
def _decided(event: Event) -> Line | None:
    if event.told.outcome != State.ACCEPTED:
        return None
    return Line(_("The programme accepted"), icon="badge-check", tone="good", step="accepted")


@tells(matching.MatchProposed)
def _proposed(event: Event) -> Line:
    return Line(_("The place was proposed"), icon="sparkles")


@tells(matching.MatchConfirmed)
def _confirmed(event: Event) -> Line:
    text = _("The firm said yes") if event.told.side == "firm" else _("The host said yes")
    return Line(text, icon="check", tone="good")


@tells(facts.LandingPlaced)
def _placed(event: Event) -> Line:
    return Line(_("The desk was booked"), icon="map-pin-check", tone="good", step="placed")


@tells(facts.CommissionerNamed)
def _named(event: Event) -> Line:
    who = Member.objects.filter(pk=event.told.member_id).values_list("name", flat=True).first() or _("Somebody")
    return Line(_("%s looks after the landing as trade commissioner") % who, icon="handshake")


@tells(facts.LandingStarted)
def _started(event: Event) -> Line:
    return Line(_("The stay began"), icon="plane-landing", tone="good", step="market")


@tells(facts.LandingReturned)
def _returned(event: Event) -> Line:
    return Line(_("The stay ended"), icon="house", tone="good", step="returned")


@tells(facts.LandingClosed)
def _closed(event: Event) -> Line:
    return Line(_("The books of the landing were closed"), icon="archive")


@tells(facts.LandingCancelled)
def _cancelled(event: Event) -> Line:
    by = {
        "firm": _("The firm cancelled the placement"),
        "host": _("The host cancelled the placement"),
        "programme": _("The programme cancelled the placement"),
    }
    return Line(by[event.told.side], icon="x", tone="hot")
