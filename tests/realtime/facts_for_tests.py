"""Facts that only tests publish."""

from dataclasses import dataclass

from realtime.facts import fact


@fact("test.happened")
@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    what: str
