"""How many tokens a member may have, and for how long."""

from datetime import timedelta
from typing import Final

MOST: Final = 20
DAYS: Final = (7, 30, 90, 365)
"""What may be chosen. None lives for ever: a forgotten one ends by itself."""
NOTED_EACH: Final = timedelta(minutes=1)
"""How often the last use is written, at most."""


def may_make(alive: int) -> bool:
    return alive < MOST
