"""How long somebody must wait who tried too often."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

DAY: Final = timedelta(days=1)
KEPT: Final = timedelta(days=90)
"""How long security events are kept: long enough to notice, and no longer."""
SEEN_EACH: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Patience:
    """So many tries at once; then the next must wait for `first`, twice as long each time, but never above `longest`.

    One try is forgotten each `ease`.
    """

    free: int
    first: timedelta
    longest: timedelta
    ease: timedelta

    def count_after(self, rest: timedelta, *, before: float) -> float:
        return max(0.0, before - rest / self.ease) + 1

    def wait_after(self, tries: float) -> timedelta:
        over = round(tries) - self.free
        if over < 0:
            return timedelta(0)
        return min(self.longest, self.first * (1 << min(over, 30)))


LOG_IN: Final = "log-in"
CODE: Final = "code"
LINK: Final = "link"
NET: Final = "net"
PATIENCE: Final = {
    # Passwords for one address from one place.
    LOG_IN: Patience(5, timedelta(seconds=30), timedelta(hours=1), timedelta(hours=6)),
    # Codes of the second step: who types one knows the password, so all places count together.
    CODE: Patience(5, timedelta(seconds=30), timedelta(hours=1), timedelta(hours=6)),
    # Mails asked for: to confirm an address, to choose a new password.
    LINK: Patience(5, timedelta(minutes=1), timedelta(hours=1), timedelta(minutes=15)),
    # Wrong passwords from one place for whatever addresses. An office of many has one place: never long.
    NET: Patience(100, timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=1)),
}
