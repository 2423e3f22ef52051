"""Facts that only tests publish."""

from dataclasses import dataclass

from realtime.streams.facts import fact


@fact("test.happened")
@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    what: str


@fact("test.question_asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    what: str


@fact("test.question_answered")
@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    what: str
