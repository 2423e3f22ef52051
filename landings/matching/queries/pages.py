"""Reads of matching, shaped like its pages."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from geopy.distance import geodesic

from ground.places import gazetteer
from ground.tables.pages import first_of, older_than
from ground.tables.worded import Worded
from ground.ui.map import HEIGHT, WIDTH, Arc, Port, Spot, View, project
from landings.applications.models import Application
from landings.hosts.models import Site
from landings.matching.models import Match
from landings.matching.queries.pairs import Candidate, candidates, offers_within_reach
from landings.matching.queries.words import SCHEME
from network.members.models import Member, someone
from network.reasons import tellings as reasons
from network.reasons.rules import in_order

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
    found = in_order(
        candidates(application, offers_within_reach(application).open()),
        rank=lambda one: ranks.get(one.offer.pk, len(ranks) + 1),
        score=lambda one: one.score,
        key=lambda one: one.offer.pk,
    )
    return Ranking([one for one in found if one.fits], [one for one in found if not one.fits])


def steps_of(breakdown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A stored breakdown as the rows of a waterfall, in the reader's language."""
    return reasons.steps_of(breakdown, SCHEME)


def explained(candidate: Candidate) -> dict[str, Any]:
    """A candidate with its waterfall and its reasons in words."""
    return {
        "candidate": candidate,
        "offer": candidate.offer,
        "steps": steps_of(reasons.stored(candidate.parts, SCHEME)),
        "total": round(candidate.score, 1),
        "reasons": [reasons.why_not(hurdle, SCHEME) for hurdle in candidate.failed],
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
    asked = {"member": member.pk} if before is None else {"member": member.pk, "before": before}
    found, last = first_of(_MATCHES.objects(**asked), PAGE)
    return {"matches": found, "older": last and last.pk}


def _matches(member: int, before: int | None = None) -> QuerySet[Match]:
    """One page and one more."""
    rows = Match.objects.visible_to(someone(member)).for_list().order_by("-pk")
    return older_than(rows, before)[: PAGE + 1]


_MATCHES: Final = Worded(_matches)


def matches_of(application: Application) -> list[Match]:
    return list(Match.objects.for_list().filter(application=application))


def matches_seen(application: Application, by: Member) -> list[Match]:
    """What was proposed to a firm, for who may see it: reviewers may not."""
    return list(Match.objects.visible_to(by).for_list().filter(application=application))
