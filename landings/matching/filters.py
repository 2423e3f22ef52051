"""What is hard: an offer that fails one of these is not proposed, and the reason says so with its figures. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from landings.matching.scores import LEVELS, Offering, Stay, Wish, dates, sector

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """A filter's answer. `name` and `figures` are what the words are made of."""

    name: str
    passed: bool
    figures: Mapping[str, Any]


def verdicts(wish: Wish, offering: Offering, stay: Stay | None, standing: Standing) -> list[Verdict]:
    """Every hard filter for this pair, in the order in which they are read."""
    return [
        Verdict("published", standing.published, {}),
        Verdict("verified", standing.verified, {}),
        Verdict("conflict", not standing.conflict, {"conflict": standing.conflict}),
        country_of(wish, offering),
        dates_of(wish, offering, stay),
        sector_of(wish, offering),
        language_of(wish, offering),
        Verdict("desks", standing.free >= standing.wanted, {"free": standing.free, "wanted": standing.wanted}),
    ]


def failed(answers: list[Verdict]) -> list[Verdict]:
    return [answer for answer in answers if not answer.passed]


def country_of(wish: Wish, offering: Offering) -> Verdict:
    passed = not wish.countries or offering.country in wish.countries
    return Verdict("country", passed, {"country": offering.country, "wanted": sorted(wish.countries)})


def dates_of(wish: Wish, offering: Offering, stay: Stay | None) -> Verdict:
    """At least half of the days wished for, and a stay that is neither too short nor too long for the offer."""
    if stay is None:
        figures = {"kept": 0, "wanted": wish.stay_days, "shortest": offering.shortest}
        return Verdict("dates", False, figures)
    score = dates(wish, offering, stay)
    return Verdict("dates", score.value >= ENOUGH_DATES, {**score.figures, "shortest": offering.shortest})


def sector_of(wish: Wish, offering: Offering) -> Verdict:
    score = sector(wish, offering, Stay(offering.starts_on, offering.ends_on))
    return Verdict("sector", score.value > 0, score.figures)


def language_of(wish: Wish, offering: Offering) -> Verdict:
    """A language that both work in, at B1 of the Common European Framework or better."""
    least = LEVELS.index(LEAST_LEVEL)
    shared = sorted(
        name for name, level in wish.languages.items() if name in offering.languages and LEVELS.index(level) >= least
    )
    return Verdict("language", bool(shared), {"shared": shared, "site": sorted(offering.languages)})
