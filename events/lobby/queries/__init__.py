"""Reads of the lobby, shaped like its pages."""

from events.lobby.queries.pages import (
    FloorFilter,
    desk_of,
    here_at,
    inside,
    organised_by,
    posters,
    registered_at,
    registration_of,
    show_called,
    wished,
)

__all__ = [
    "FloorFilter",
    "desk_of",
    "here_at",
    "inside",
    "organised_by",
    "posters",
    "registered_at",
    "registration_of",
    "show_called",
    "wished",
]
