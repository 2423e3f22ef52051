"""How long things took in this process, for its metrics."""

import asyncio
from typing import Final

from prometheus_client import Histogram

# Its bounds are in seconds. It is registered with each reading of the metrics, not with the library's own registry.
DELIVERY: Final = Histogram(
    "kontor_delivery_seconds",
    "From an event's own moment to its being handed out.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
    registry=None,
)


class Timings:
    """`lag`: how much later than asked for the loop of a hub comes back, in seconds."""

    def __init__(self) -> None:
        self.lag = 0.0

    async def feel_the_loop(self) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await asyncio.sleep(0.01)
        self.lag = max(0.0, loop.time() - began - 0.01)
