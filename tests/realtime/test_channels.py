"""Who has no credit is given what they missed from memory where it was kept, and from the database where it was not."""

import asyncio

import pytest

from realtime.connections import channel
from realtime.connections.protocol import CREDIT_BYTES, CREDIT_FRAMES
from realtime.delivery import catch_up, hub
from tests.realtime.kinds_for_tests import happen, happen_at_once, new_room
from tests.realtime.readers import at_the_end_of_its_credits
from tests.waiting import it_is_so

LONG = "x" * 20_000
FITS = CREDIT_BYTES // len(LONG)


@pytest.fixture
def pace():
    """Whoever does not read is not put out for it here, however slow the machine."""
    return hub.Pace(heads=0.2, slow=0.1, recheck=60, presence=60)


@pytest.fixture
def readings(monkeypatch):
    """How often subscribers caught up from the database."""
    found, plain = [], catch_up.fetch

    def counted(asks):
        found.append(asks)
        return plain(asks)

    monkeypatch.setattr(catch_up, "fetch", counted)
    return found


async def acknowledging(socket, frames, last):
    """All numbers that come while each frame is acknowledged."""
    numbers = []
    await socket.say("ack", n=frames)
    while not numbers or numbers[-1] < last:
        frame = await socket.hear("events")
        frames += 1
        numbers += [event["seq"] for event in frame["events"]]
        await socket.say("ack", n=frames)
    return numbers


async def test_what_was_refused_was_kept_and_is_not_read_again(connect, house, readings):
    stream = await new_room()
    socket, watcher = await at_the_end_of_its_credits(connect, stream), await connect()
    await watcher.subscribe(stream, after=CREDIT_FRAMES - 1)
    await watcher.hear("events")
    readings.clear()
    for number in range(CREDIT_FRAMES, CREDIT_FRAMES + 5):
        await happen(stream, "late")
        assert await watcher.numbers(upto=number) == [number]
    assert await acknowledging(socket, CREDIT_FRAMES, CREDIT_FRAMES + 4) == list(
        range(CREDIT_FRAMES, CREDIT_FRAMES + 5)
    )
    assert readings == []
    await happen(stream, "and on")
    assert await socket.numbers(upto=CREDIT_FRAMES + 5) == [CREDIT_FRAMES + 5]


@pytest.mark.parametrize("room_for", [0, 3 * len(LONG)])
async def test_what_finds_no_room_is_read_from_the_database(connect, house, readings, monkeypatch, room_for):
    monkeypatch.setattr(channel, "KEPT", room_for)
    stream = await new_room()
    socket, watcher = await at_the_end_of_its_credits(connect, stream), await connect()
    await watcher.subscribe(stream, after=CREDIT_FRAMES - 1)
    await watcher.hear("events")
    readings.clear()
    last = CREDIT_FRAMES + 7
    for number in range(CREDIT_FRAMES, last + 1):
        await happen(stream, LONG if number < last else "short enough to find room")
        assert await watcher.numbers(upto=number) == [number]
    assert await acknowledging(socket, CREDIT_FRAMES, last) == list(range(CREDIT_FRAMES, last + 1))
    assert readings


async def test_the_rest_of_a_reading_is_kept_too(connect, house, readings):
    stream = await new_room()
    await happen_at_once(stream, *[LONG] * 2 * FITS)
    socket = await connect()
    await socket.subscribe(stream)
    frames = [await socket.hear("events") for _ in range(4)]  # each of 64 KiB, as many as the credits allow
    assert len(readings) == 1
    so_far = [event["seq"] for frame in frames for event in frame["events"]]
    assert so_far + await acknowledging(socket, len(frames), 2 * FITS) == list(range(1, 2 * FITS + 1))
    assert len(readings) == 1


async def test_who_is_put_out_while_another_of_its_rooms_is_read_is_given_nothing_of_what_was_kept(
    connect, house, monkeypatch
):
    kept, read = await new_room(), await new_room()
    socket, watcher = await at_the_end_of_its_credits(connect, kept), await connect()
    await watcher.subscribe(kept, after=CREDIT_FRAMES - 1)
    await watcher.subscribe(read)
    await watcher.hear("events")
    await watcher.hear("events")
    (line,) = [
        one for one, held in house.subscriptions.by_connection.items() if kept.pk in held and read.pk not in held
    ]
    await socket.subscribe(read)
    await it_is_so(lambda: house.subscriptions.behind(line))
    monkeypatch.setattr(channel, "KEPT", 0)
    await happen(read, "not kept")
    await watcher.numbers(upto=1)
    monkeypatch.undo()
    await happen(kept, "kept")
    await watcher.numbers(upto=CREDIT_FRAMES)
    assert [one.channel.stream for one in house.subscriptions.behind(line)] == [read.pk, kept.pk]
    plain, reading, gate = catch_up.CatchUp._read, asyncio.Event(), asyncio.Event()

    async def held(self, subscription):
        reading.set()
        await gate.wait()
        return await plain(self, subscription)

    monkeypatch.setattr(catch_up.CatchUp, "_read", held)
    await socket.say("ack", n=CREDIT_FRAMES)
    await reading.wait()
    house.subscriptions.put_out(house.subscriptions.by_connection[line][kept.pk])
    gate.set()
    assert (await socket.hear("revoked"))["stream"] == kept.name
    await socket.say("ping")
    await socket.hear("pong")
    assert [frame["stream"] for frame in socket.unheard if frame["op"] in ("events", "gap")] == 2 * [read.name]


async def test_who_leaves_while_something_is_kept_is_given_nothing(connect, house):
    stream, other = await new_room(), await new_room()
    socket, watcher = await at_the_end_of_its_credits(connect, stream), await connect()
    await watcher.subscribe(stream, after=CREDIT_FRAMES - 1)
    await watcher.hear("events")
    await happen(stream, "kept")
    assert await watcher.numbers(upto=CREDIT_FRAMES) == [CREDIT_FRAMES]
    await socket.say("unsubscribe", stream=stream.name)
    await socket.say("ack", n=CREDIT_FRAMES)
    await socket.subscribe(other)
    assert (await socket.hear("events"))["stream"] == other.name
