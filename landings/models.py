"""The tables of landings, gathered from its features."""

from landings.applications import models as applications
from landings.grants import models as grants
from landings.hosts import models as hosts
from landings.impact import models as impact
from landings.itineraries import models as itineraries
from landings.letters import models as letters
from landings.matching import models as matching
from landings.placements import models as placements
from landings.programmes import models as programmes

__all__ = [
    "applications",
    "grants",
    "hosts",
    "impact",
    "itineraries",
    "letters",
    "matching",
    "placements",
    "programmes",
]
