"""Whom a member knows, what stands between two, which requests wait, and who is suggested."""

from network.connections.queries.lists import (
    BY_NAME,
    NEWEST,
    Between,
    Counts,
    Knowing,
    Known,
    between,
    connections_of,
    counts_of,
    known_by,
    mutual,
    mutual_page,
    requests_by,
    requests_to,
)
from network.connections.queries.suggestions import Suggestion, suggestions_for

__all__ = [
    "BY_NAME",
    "NEWEST",
    "Between",
    "Counts",
    "Knowing",
    "Known",
    "Suggestion",
    "between",
    "connections_of",
    "counts_of",
    "known_by",
    "mutual",
    "mutual_page",
    "requests_by",
    "requests_to",
    "suggestions_for",
]
