"""A landing's story, from application to letter: read by firm, host, commissioner and programme alike, so there are no
reasons in it, no receipts, nothing private. Features above tell their facts `on=(HISTORY,)`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from landings.applications.facts import ApplicationDecided, ApplicationSubmitted
from landings.applications.models.states import State
from landings.applications.tellings import LANDING
from landings.placements import facts
from landings.placements.models import Landing
from landings.placements.registry import does, facts_of_steps
from network.members.models import Member
from realtime.streams import Event
from realtime.tellings import Line, Scene, by_field, by_stream, facts_on, lines, tells

HISTORY: Final = LANDING
PLACED: Final = "placements.placed"
NAMED: Final = "placements.commissioner"
CANCELLED: Final = "placements.cancelled"
TURNED: Final = "placements.turned"

PLACE: Final = Scene(
    of=by_stream,
    rows=Landing.objects.all,
    key="stream_id",
    fields={"pk": "pk", "firm": "firm__name", "site": "site__name", "city": "site__city"},
    shaped=lambda row: {"url": reverse("landings:landing", args=[row["pk"]])},
)
COMMISSIONER: Final = Scene(
    of=by_field("member_id"),
    rows=Member.objects.all,
    key="pk",
    fields={"commissioner": "name"},
    absent={"commissioner": _("Somebody")},
)


def events_of(landing: Landing) -> list[Event]:
    """From application to letter, oldest first: the application's events until the placement, then the landing's; those
    that are told, or do a step.
    """
    streams = [landing.stream_id, landing.application.stream_id]
    wanted = {*facts_on(HISTORY), *facts_of_steps()}
    events = Event.objects.filter(stream__in=streams, fact__in=wanted).order_by("at", "pk")
    placed = landing.match_id
    return [event for event in events if _match_of(event, placed) == placed]


def _match_of(event: Event, placed: int | None) -> Any:
    """The match that it tells of; that of the landing, where it tells of none."""
    return getattr(event.told, "match_id", placed)


def rows(events: Iterable[Event]) -> list[Line]:
    """Those of the events that are told, in their order."""
    return lines(events, on=HISTORY)


def _named(p: Mapping[str, Any]) -> str:
    return gettext("%s looks after the landing as trade commissioner") % str(p["commissioner"])


def _cancelled(p: Mapping[str, Any]) -> str:
    by = {
        "firm": _("The firm cancelled the placement"),
        "host": _("The host cancelled the placement"),
        "programme": _("The programme cancelled the placement"),
    }
    return str(by.get(p["side"], _("The placement was cancelled")))


does("applied", ApplicationSubmitted)
does("accepted", ApplicationDecided, when=lambda told: bool(told.outcome == State.ACCEPTED))
does("placed", facts.LandingPlaced)
does("market", facts.LandingStarted)
does("returned", facts.LandingReturned)
_PLACED = _("%(firm)s lands at %(site)s: the desk is booked")
tells(
    facts.LandingPlaced,
    here=_("The desk was booked"),
    on=(HISTORY,),
    away=_PLACED,
    to={PLACED: _PLACED},
    icon="map-pin-check",
    tone="good",
    place=PLACE,
)
tells(
    facts.CommissionerNamed,
    here=_named,
    on=(HISTORY,),
    to={NAMED: _("You look after %(firm)s at %(site)s as trade commissioner")},
    icon="handshake",
    scenes=(COMMISSIONER,),
)
tells(
    facts.LandingStarted,
    here=_("The stay began"),
    on=(HISTORY,),
    away=_("%(firm)s has arrived at %(site)s"),
    to={TURNED: _("The stay of %(firm)s at %(site)s begins today")},
    icon="plane-landing",
    tone="good",
    place=PLACE,
)
tells(
    facts.LandingReturned,
    here=_("The stay ended"),
    on=(HISTORY,),
    away=_("%(firm)s is back from %(site)s"),
    to={TURNED: _("The stay of %(firm)s at %(site)s is over")},
    icon="house",
    tone="good",
    place=PLACE,
)
tells(
    facts.LandingClosed,
    here=_("The books of the landing were closed"),
    on=(HISTORY,),
    away=_("The landing of %(firm)s at %(site)s is closed"),
    icon="archive",
    place=PLACE,
)
tells(
    facts.LandingCancelled,
    here=_cancelled,
    on=(HISTORY,),
    away=_("The landing of %(firm)s at %(site)s was cancelled"),
    to={CANCELLED: _("The placement of %(firm)s at %(site)s was cancelled: %(reason)s")},
    icon="x",
    tone="hot",
    place=PLACE,
)
