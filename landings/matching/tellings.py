"""A match's story, for its timeline and the landing's; and what firm, house and officers are told of it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from landings.applications.facts import ApplicationDecided
from landings.applications.tellings import LANDING
from landings.matching import facts
from landings.matching.models import Match
from realtime.streams import timeline
from realtime.tellings import Line, lines, tells, tells_too

TO_MATCH: Final = "matching.to_match"
PROPOSED: Final = "matching.proposed"
CONFIRMED: Final = "matching.confirmed"
ENDED: Final = "matching.ended"
HISTORY: Final = "match"
Params = Mapping[str, Any]


def history(match: Match) -> list[Line]:
    """The match's events, newest first."""
    return lines(timeline(match.stream), on=HISTORY)


def _confirmed(p: Params) -> str:
    return gettext("The firm said yes") if p["side"] == Match.Side.FIRM else gettext("The host said yes")


def _declined(p: Params) -> str:
    return gettext("The firm declined") if p["side"] == Match.Side.FIRM else gettext("The host declined")


tells_too(ApplicationDecided, to={TO_MATCH: _("%(firm)s is accepted: propose a place")})
tells(
    facts.MatchProposed,
    here=_("Proposed to firm and host"),
    on=(HISTORY, LANDING),
    to={PROPOSED: _("%(firm)s at %(site)s is proposed: your answer is wanted")},
    icon="sparkles",
)
tells(
    facts.MatchConfirmed,
    here=_confirmed,
    on=(HISTORY, LANDING),
    to={CONFIRMED: _("%(who)s said yes to %(firm)s at %(site)s")},
    icon="check",
    tone="good",
)
tells(
    facts.MatchDeclined,
    here=_declined,
    on=(HISTORY,),
    to={ENDED: _("%(who)s declined: %(firm)s at %(site)s")},
    icon="x",
    tone="hot",
)
tells(
    facts.MatchWithdrawn,
    here=_("The proposal was withdrawn"),
    on=(HISTORY,),
    to={ENDED: _("The proposal of %(firm)s at %(site)s was withdrawn")},
    icon="undo-2",
)
tells(
    facts.MatchExpired,
    here=_("The proposal expired without an answer from both"),
    on=(HISTORY,),
    to={ENDED: _("The proposal of %(firm)s at %(site)s has expired")},
    icon="hourglass",
)
tells(
    facts.MatchFull,
    here=_("The last desk went to another firm"),
    on=(HISTORY,),
    to={ENDED: _("No desk is left at %(site)s for %(firm)s: the last one went to another firm")},
    icon="users",
    tone="hot",
)
tells(
    facts.MatchPlaced,
    here=_("Both said yes: the desk is booked"),
    on=(HISTORY,),
    icon="map-pin-check",
    tone="good",
)
