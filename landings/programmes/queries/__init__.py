"""Reads of programmes, shaped like their pages."""

from landings.programmes.queries.called import called, called_at_desk, open_to
from landings.programmes.queries.pages import (
    changes_of,
    costs_in_words,
    draft_of,
    fund_on,
    instalments,
    rules_in_words,
    versions_of,
)

__all__ = [
    "called",
    "called_at_desk",
    "changes_of",
    "costs_in_words",
    "draft_of",
    "fund_on",
    "instalments",
    "open_to",
    "rules_in_words",
    "versions_of",
]
