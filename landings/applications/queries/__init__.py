"""Reads of applications, shaped like their pages."""

from landings.applications.queries.pages import (
    applications_of,
    board,
    deadline_of,
    firms_of,
    offers_for,
    programmes_worked_for,
    queue,
    reviewed_by,
)

__all__ = [
    "applications_of",
    "board",
    "deadline_of",
    "firms_of",
    "offers_for",
    "programmes_worked_for",
    "queue",
    "reviewed_by",
]
