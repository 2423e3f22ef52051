"""Reads of matching, shaped like its pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from geopy.distance import geodesic

from landings.applications.models import Application
from landings.applications.states import State
from landings.hosts import gazetteer
from landings.hosts.models import Site, SlotOffer
from landings.matching import words
from landings.matching.models import LIVE, OPEN, Match
from landings.matching.pairs import Candidate, breakdown_of, candidates
from landings.programmes.models import Officer
from network.members.models import Member
from network.organisations.models import Membership
from network.organisations.rules import MANAGING
from realtime.face.world import HEIGHT, WIDTH, Arc, Port, Spot, View, project

PAGE = 30
LEAST_VIEW = 380


@dataclass(frozen=True, slots=True)
class Ranking:
    """Offers that fit, the best first; and those that do not, with why."""

    fitting: list[Candidate]
    failing: list[Candidate]


def ranking(application: Application) -> Ranking:
    """All open offers against this application. The firm's own ranking goes first, then the score."""
    ranks = dict(application.preferred.values_list("offer_id", "rank"))
    offers = SlotOffer.objects.open().for_list().filter(site__closed_at=None, site__host__closed_at=None)
    offers = offers.filter(Q(programme=None) | Q(programme=application.programme_id))
    found = sorted(
        candidates(application, offers),
        key=lambda one: (ranks.get(one.offer.pk, len(ranks) + 1), -one.score, one.offer.pk),
    )
    return Ranking([one for one in found if one.fits], [one for one in found if not one.fits])


def steps_of(breakdown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A stored breakdown as the rows of a waterfall, in the reader's language."""
    rows, start = [], 0.0
    for part in breakdown:
        rows.append(
            {
                "label": words.label(part["name"]),
                "value": round(part["points"], 1),
                "most": part["most"],
                "start": start,
                "why": words.why(part["name"], part["figures"]),
            }
        )
        start += part["points"]
    return rows


def explained(candidate: Candidate) -> dict[str, Any]:
    """A candidate with its waterfall and its reasons in words."""
    return {
        "candidate": candidate,
        "offer": candidate.offer,
        "steps": steps_of(breakdown_of(candidate.parts)),
        "total": round(candidate.score, 1),
        "reasons": [words.why_not(verdict.name, verdict.figures) for verdict in candidate.failed],
    }


def offers_page(application: Application, *, limit: int) -> dict[str, Any]:
    """The best offers with their explanation, those that fail with their reasons, and what is proposed already."""
    found = ranking(application)
    return {
        "fitting": [explained(one) for one in found.fitting[:limit]],
        "failing": [explained(one) for one in found.failing[:limit]],
        "fitting_count": len(found.fitting),
        "failing_count": len(found.failing),
        "proposed": {match.offer_id: match for match in matches_of(application) if match.is_open},
    }


def map_of(match: Match) -> dict[str, Any]:
    """The way from the firm's city to the site, as the map draws it. Without the city there is only the site."""
    firm, site = match.application.firm, match.offer.site
    return way(str(firm.city), str(firm.country), site)


def way(city: str, country: str, site: Site) -> dict[str, Any]:
    home = gazetteer.find(city, country)
    there = (site.latitude, site.longitude)
    east = home is None or site.longitude >= home.longitude
    ports = [Port(*there, site.city, side="end" if east else "start")]
    if home is None:
        view = _view([there])
        return {"arcs": [], "ports": ports, "shades": {str(site.country): "l3"}, "km": None, "view": view}
    ports.append(Port(home.latitude, home.longitude, city, side="start" if east else "end"))
    arc = Arc((home.latitude, home.longitude), there)
    shades = {str(site.country): "l3", country: "home"}
    km = round(geodesic((home.latitude, home.longitude), there).km)
    view = _view([(home.latitude, home.longitude), there])
    return {"arcs": [arc], "ports": ports, "shades": shades, "km": km, "view": view}


def _view(spots: list[Spot]) -> View:
    """The part of the map that holds these spots with room for their names, in the map's own proportions."""
    places = [project(*spot) for spot in spots]
    left, right = min(x for x, _y in places), max(x for x, _y in places)
    top, bottom = min(y for _x, y in places), max(y for _x, y in places)
    wide = min(WIDTH, max(LEAST_VIEW, (right - left) * 1.7, (bottom - top) * 2 * WIDTH / HEIGHT))
    high = wide * HEIGHT / WIDTH
    x = min(max(0, (left + right - wide) / 2), WIDTH - wide)
    y = min(max(0, (top + bottom - high) / 2), HEIGHT - high)
    return (round(x), round(y), round(wide), round(high))


def placed_of(application: Application) -> Match | None:
    """The proposal that both sides confirmed, unless it was taken back: a firm has one place at most."""
    return application.matches.filter(placed_at__isnull=False, withdrawn_at=None).first()


def landing_id_of(match: Match) -> int | None:
    """The landing that it led to. Read by the relation's name: placements stand above."""
    if not match.placed_at:
        return None
    return Match.objects.filter(pk=match.pk).values_list("landing", flat=True).first()


def page_for(member: Member, *, before: int | None) -> dict[str, Any]:
    """The member's matches, newest first, paged by key."""
    rows = Match.objects.visible_to(member).for_list().order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return {"matches": found[:PAGE], "older": older}


def matches_of(application: Application) -> list[Match]:
    return list(Match.objects.for_list().filter(application=application))


def matches_seen(application: Application, by: Member) -> list[Match]:
    """What was proposed to a firm, for who may see it: reviewers may not."""
    return list(Match.objects.visible_to(by).for_list().filter(application=application))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody: what it is, since when, where to go."""

    what: str
    since: datetime
    url: str


def waiting_for(member: Member) -> list[Waiting]:
    """Proposals to answer, for the firm or the house; accepted applications to match, for the officer."""
    return sorted([*_to_answer(member), *_to_match(member)], key=lambda row: row.since)


def _to_answer(member: Member) -> list[Waiting]:
    held = list(Membership.objects.filter(member_id=member.pk).values_list("organisation_id", "role"))
    mine, managed = [pk for pk, _role in held], [pk for pk, role in held if role in MANAGING]
    as_firm = Q(application__firm__in=mine, firm_confirmed_at=None)
    as_host = Q(offer__site__host__in=managed, host_confirmed_at=None)
    rows = Match.objects.filter(OPEN & (as_firm | as_host)).order_by("proposed_at", "pk")
    words = _("Answer the proposal: %(firm)s at %(site)s")
    return [
        Waiting(words % {"firm": firm, "site": site}, since, reverse("landings:match", args=[pk]))
        for pk, firm, site, since in rows.values_list(
            "pk", "application__firm__name", "offer__site__name", "proposed_at"
        )
    ]


def _to_match(member: Member) -> list[Waiting]:
    runs = Officer.objects.filter(member_id=member.pk, role=Officer.Role.OFFICER)
    decides = list(runs.values_list("programme_id", flat=True))
    rows = Application.objects.filter(programme__in=decides, state=State.ACCEPTED, decided_at__isnull=False)
    live = Match.objects.filter(LIVE).values("application_id")
    return [
        Waiting(_("Propose a place for %s") % firm, since, reverse("landings:offers-for", args=[pk]))
        for pk, firm, since in rows.exclude(pk__in=live).values_list("pk", "firm__name", "decided_at")
        if since
    ]
