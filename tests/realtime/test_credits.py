"""A slow reader cannot hurt others (guarantee G10)."""

import pytest

from realtime import hub
from realtime.protocol import CREDIT_BYTES, CREDIT_FRAMES, TOO_SLOW
from tests.realtime.kinds_for_tests import happen, happen_at_once, new_room

LONG = "x" * 20_000


@pytest.fixture
def pace():
    return hub.Pace(heads=0.2, slow=0.1, recheck=60, company=60, patience=60)


async def received(socket):
    """All frames of events that have come, until a second passes without one."""
    frames = []
    while True:
        try:
            frames.append(await socket.hear("events", within=1))
        except TimeoutError:
            return frames


async def test_events_stop_when_credits_are_used_up_and_go_on_when_they_are_given(connect):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await happen_at_once(stream, *[LONG] * 40)
    frames = await received(socket)
    sent = sum(len(event["pieces"][0]["html"]) for frame in frames for event in frame["events"])
    assert 0 < sent <= CREDIT_BYTES
    numbers = [event["seq"] for frame in frames for event in frame["events"]]
    while numbers[-1] < 40:
        await socket.say("ack", n=len(frames))
        more = await received(socket)
        assert more
        frames += more
        numbers = [event["seq"] for frame in frames for event in frame["events"]]
    assert numbers == list(range(1, 41))


async def test_no_more_than_so_many_frames_are_on_the_way(connect):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    for number in range(1, CREDIT_FRAMES):
        await happen(stream, "x")
        assert await socket.numbers(upto=number) == [number]
    await happen(stream, "one too many")
    with pytest.raises(TimeoutError):
        await socket.hear("events", within=0.5)
    await socket.say("ack", n=CREDIT_FRAMES)
    assert await socket.numbers(upto=CREDIT_FRAMES) == [CREDIT_FRAMES]


async def test_who_reads_nothing_holds_up_nobody_and_costs_little(house, connect):
    stream = await new_room()
    deaf, keen = await connect(), await connect()
    for socket in (deaf, keen):
        await socket.subscribe(stream)
        await socket.hear("events")
    deaf.reads.clear()
    for number in range(1, 31):
        await happen(stream, LONG)
        assert (await keen.numbers(upto=number))[-1] == number
        await keen.say("ack", n=number + 1)
    assert max(line.waiting_bytes for line in house.lines) <= CREDIT_BYTES


class TestPatience:
    @pytest.fixture
    def pace(self):
        return hub.Pace(heads=0.2, slow=0.1, recheck=60, company=60, patience=0.5)

    async def test_who_never_acknowledges_is_closed_in_the_end(self, connect):
        stream = await new_room()
        socket = await connect()
        await socket.subscribe(stream)
        await happen_at_once(stream, *[LONG] * 40)
        assert await socket.ends() == TOO_SLOW

    async def test_who_reads_nothing_is_cut_off(self, house, connect):
        stream = await new_room()
        socket = await connect()
        await socket.subscribe(stream)
        await socket.hear("events")
        socket.reads.clear()
        await happen(stream, "unread")
        await socket.task
        assert house.lines == {}

    async def test_who_reads_stays(self, connect):
        stream = await new_room()
        socket = await connect()
        await socket.subscribe(stream)
        heard = 1
        await socket.hear("events")
        for number in range(1, 21):
            await happen(stream, LONG)
            await socket.numbers(upto=number)
            heard += 1
            await socket.say("ack", n=heard)
        await socket.say("ping")
        assert (await socket.hear("pong"))["op"] == "pong"
