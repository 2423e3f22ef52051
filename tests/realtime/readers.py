"""Readers who do not keep up."""

from realtime.connections.protocol import CREDIT_FRAMES
from tests.realtime.kinds_for_tests import happen


async def at_the_end_of_its_credits(connect, stream):
    """A reader who has had as many frames as may be on the way, after the one that welcomed it."""
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    for number in range(1, CREDIT_FRAMES):
        await happen(stream, "x")
        assert await socket.numbers(upto=number) == [number]
    return socket
