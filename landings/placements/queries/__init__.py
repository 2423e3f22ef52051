"""Reads of placements, shaped like their pages."""

from landings.placements.queries.pages import (
    commissioners,
    kpis,
    occupancy,
    page_for,
    people_of,
    stay_had,
    stays_at,
    steps,
)

__all__ = [
    "commissioners",
    "kpis",
    "occupancy",
    "page_for",
    "people_of",
    "stay_had",
    "stays_at",
    "steps",
]
