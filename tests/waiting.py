"""Waiting for a condition, never for a time."""

import asyncio
import time


def until(condition, *, patience=60):
    """Wait for a condition and hand back what it gave."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.02)
    raise AssertionError(f"it did not come true within {patience} seconds")


async def it_is_so(condition, *, within=5.0):
    """The same in a loop of events, for what no frame tells. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.01)
