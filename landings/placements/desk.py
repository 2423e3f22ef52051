"""What waits before a firm arrives: the house prepares its place, an officer names a trade commissioner."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ground.places.civil_time import first_moment
from ground.places.zones import zone_named
from landings.hosts.facts import SiteChanged
from landings.matching import desk as matching
from landings.placements.facts import (
    CommissionerNamed,
    LandingCancelled,
    LandingPlaced,
    LandingReturned,
    LandingStarted,
)
from landings.placements.models import Landing
from landings.programmes.desk import OFFICERS
from network.desk.kinds import Find, Work, WorkKind, WorkSource, by
from network.organisations.desk import MANAGERS

ARRIVAL = WorkKind(
    name="landing.arrival",
    icon="plane-landing",
    words=_("%(firm)s arrives at %(site)s: have keys and Wi-Fi ready, and plan the first days"),
    route="landings:itinerary",
)
COMMISSIONER = WorkKind(
    name="landing.commissioner",
    icon="handshake",
    words=_("Name a trade commissioner for %(firm)s"),
    route="landings:landing",
)
FACTS = (LandingPlaced, CommissionerNamed, LandingStarted, LandingReturned, LandingCancelled)


def _at_site_elsewhere(told: SiteChanged) -> list[int]:
    """Where the day of arrival begins by another clock."""
    if "time_zone" not in told.fields:
        return []
    coming = Landing.objects.standing().filter(site_id=told.site_id, started_at=None, returned_at=None)
    return list(coming.values_list("pk", flat=True))


def _truth(keys: Collection[int]) -> Iterator[Work]:
    coming = Landing.objects.standing().filter(pk__in=keys, started_at=None, returned_at=None)
    for landing in coming.select_related("site"):
        yield _before(landing, ARRIVAL, (MANAGERS, landing.host_id))
        if landing.commissioner_id is None:
            yield _before(landing, COMMISSIONER, (OFFICERS, landing.programme_id))


def _before(landing: Landing, kind: WorkKind, group: tuple[str, int]) -> Work:
    return Work(
        kind=kind,
        subject=landing.pk,
        group=group,
        since=landing.placed_at,
        due_at=_arrives_at(landing),
        says={"firm": ("organisation", landing.firm_id), "site": ("site", landing.site_id)},
    )


def _arrives_at(landing: Landing) -> datetime:
    return first_moment(landing.starts_on, zone_named(landing.site.time_zone))


SOURCE = WorkSource(
    name="placements",
    kinds=(ARRIVAL, COMMISSIONER),
    facts={**dict.fromkeys(FACTS, by("landing_id")), SiteChanged: _at_site_elsewhere},
    truth=_truth,
    subjects=Landing.objects.all,
)


def _application_of(told: LandingCancelled) -> list[int]:
    return list(Landing.objects.filter(pk=told.landing_id).values_list("application_id", flat=True))


# Called off, its firm may be matched anew.
TOUCHED: dict[type[Any], Find] = {LandingCancelled: _application_of}
MATCHED_ANEW = (matching.PROPOSALS, TOUCHED)
