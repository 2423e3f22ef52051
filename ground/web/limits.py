"""How much at once and how much after that: words in which a table of limits is written (`config/limits.py`)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """A token bucket: `size` at once, then one more every `seconds`."""

    size: int
    seconds: float

    def times(self, factor: float) -> "Pace":
        """As much more at once, and as much more after that."""
        return Pace(max(1, round(self.size * factor)), self.seconds / factor)


@dataclass(frozen=True, slots=True)
class Limit:
    """For one kind of writing: a member's pace, a newcomer's, and that of all who write from one network address."""

    member: Pace
    newcomer: Pace
    address: Pace
