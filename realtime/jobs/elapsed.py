"""A clock that goes on from the moment that a piece of work was given, however wrong that moment may be."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

Now = Callable[[], datetime]


def going_on_from(now: datetime) -> Now:
    """`clock()` is `now` and what has passed since: leases and waits are told by the same clock that asks for them."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)
