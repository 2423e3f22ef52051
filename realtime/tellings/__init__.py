"""Tellings: how each fact is told, once for the whole house. Timelines, the feed, notices and mails read them here.

A feature's `tellings.py` declares them (`tells`); what nobody is told stands beside the fact (`told_to_nobody`). What
words need of the database comes as scenes: fetched for all lines together, in one statement.
"""

from realtime.tellings.lines import Line, lines
from realtime.tellings.registry import (
    Telling,
    facts_on,
    icon_to,
    kinds_told,
    reasons_for_silence,
    tellings_of,
    tells,
    tells_too,
    told_to_nobody,
    words_to,
)
from realtime.tellings.scenes import Face, Scene, by_field, by_stream, name_people

__all__ = [
    "Face",
    "Line",
    "Scene",
    "Telling",
    "by_field",
    "by_stream",
    "facts_on",
    "icon_to",
    "kinds_told",
    "lines",
    "name_people",
    "reasons_for_silence",
    "tellings_of",
    "tells",
    "tells_too",
    "told_to_nobody",
    "words_to",
]
