"""Reads of matches, shaped like their pages."""

from landings.matching.queries.page import shown_to
from landings.matching.queries.pages import (
    landing_id_of,
    map_of,
    matches_of,
    matches_seen,
    offers_page,
    page_for,
    placed_of,
    ranking,
    steps_of,
    way,
)

__all__ = [
    "landing_id_of",
    "map_of",
    "matches_of",
    "matches_seen",
    "offers_page",
    "page_for",
    "placed_of",
    "ranking",
    "shown_to",
    "steps_of",
    "way",
]
