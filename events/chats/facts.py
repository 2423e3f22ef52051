"""What happens in a room's chat."""

from dataclasses import dataclass

from realtime.facts import fact


@fact("chat.said")
@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    line_id: int


@fact("chat.taken_back")
@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    line_id: int


@fact("chat.hidden")
@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    line_id: int


@fact("chat.shown_again")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAgain:
    line_id: int
