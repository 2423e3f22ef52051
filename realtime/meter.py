"""The meter: how long things took in this process, for its metrics."""

import asyncio
from bisect import bisect_left
from typing import Final

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds


class Histogram:
    """Counts by upper bound, as Prometheus wants them: `counts[-1]` is what took longer than all bounds."""

    def __init__(self) -> None:
        self.counts = [0] * (len(BUCKETS) + 1)
        self.sum = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.sum += seconds


class Meter:
    """`delivery` is from the moment an event gives as its own to its being handed out; `lag` that of the loop."""

    def __init__(self) -> None:
        self.delivery = Histogram()
        self.lag = 0.0

    async def feel_the_loop(self) -> None:
        """How much later than asked for the loop comes back."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        await asyncio.sleep(0.01)
        self.lag = max(0.0, loop.time() - began - 0.01)
