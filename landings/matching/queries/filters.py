"""What is hard: an offer that fails one of these is not proposed, and the reason says so with its figures. Pure."""

from dataclasses import dataclass
from typing import Final

from landings.matching.queries.scores import LEVELS, Offering, Request, Stay, dates, sector
from network.reasons.rules import Hurdle

ENOUGH_DATES: Final = 0.5
LEAST_LEVEL: Final = "B1"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the pair's circumstances are. `free` is the fewest desks free on a day of the stay."""

    published: bool
    verified: bool
    wanted: int
    free: int
    held: int = 0
    conflict: str = ""


def hurdles(wish: Request, offering: Offering, stay: Stay | None, standing: Standing) -> list[Hurdle]:
    """Every hard filter for this pair, in the order in which they are read."""
    return [
        Hurdle("published", standing.published, {}),
        Hurdle("verified", standing.verified, {}),
        Hurdle("conflict", not standing.conflict, {"conflict": standing.conflict}),
        country_of(wish, offering),
        dates_of(wish, offering, stay),
        sector_of(wish, offering),
        language_of(wish, offering),
        Hurdle("desks", standing.free >= standing.wanted, {"free": standing.free, "wanted": standing.wanted}),
    ]


def country_of(wish: Request, offering: Offering) -> Hurdle:
    passed = not wish.countries or offering.country in wish.countries
    return Hurdle("country", passed, {"country": offering.country, "wanted": sorted(wish.countries)})


def dates_of(wish: Request, offering: Offering, stay: Stay | None) -> Hurdle:
    """At least half of the days wished for, and a stay that is neither too short nor too long for the offer."""
    if stay is None:
        figures = {"kept": 0, "wanted": wish.stay_days, "shortest": offering.shortest}
        return Hurdle("dates", False, figures)
    score = dates(wish, offering, stay)
    return Hurdle("dates", score.value >= ENOUGH_DATES, {**score.figures, "shortest": offering.shortest})


def sector_of(wish: Request, offering: Offering) -> Hurdle:
    score = sector(wish, offering, Stay(offering.starts_on, offering.ends_on))
    return Hurdle("sector", score.value > 0, score.figures)


def language_of(wish: Request, offering: Offering) -> Hurdle:
    """A language that both work in, at B1 of the Common European Framework or better."""
    least = LEVELS.index(LEAST_LEVEL)
    shared = sorted(
        name for name, level in wish.languages.items() if name in offering.languages and LEVELS.index(level) >= least
    )
    return Hurdle("language", bool(shared), {"shared": shared, "site": sorted(offering.languages)})
