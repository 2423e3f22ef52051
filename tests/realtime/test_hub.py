import asyncio
import logging
import os
import threading

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from config.serve import private_redis
from realtime.connections import channel
from realtime.delivery import hub
from realtime.streams import hints
from tests.realtime.kinds_for_tests import (
    change,
    happen,
    happen_at_once,
    happen_in,
    new_room,
    publish_one,
    rendered,
)
from tests.waiting import it_is_so

RARELY = hub.Pace(heads=60, slow=0.1, recheck=60, presence=60)


async def test_what_happens_is_heard_as_pieces(connect):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    await happen(stream, "hello")
    frame = await socket.hear("events")
    assert (frame["stream"], frame["epoch"], frame["from"]) == (stream.name, stream.epoch, 1)
    assert [event["seq"] for event in frame["events"]] == [1]
    assert frame["events"][0]["pieces"] == [
        {"do": "append", "id": "it-1", "to": "list", "html": "<p id=it-1>hello</p>"}
    ]


async def test_who_missed_nothing_is_told_so(connect):
    stream = await new_room()
    await happen(stream, "one")
    socket = await connect()
    await socket.subscribe(stream, after=1, epoch=stream.epoch)
    frame = await socket.hear("events")
    assert (frame["from"], frame["events"], frame["epoch"]) == (2, [], stream.epoch)


async def test_who_was_away_gets_what_was_missed_and_then_what_comes(connect):
    stream = await new_room()
    await happen(stream, "one", "two", "three")
    socket = await connect()
    await socket.subscribe(stream, after=1, epoch=stream.epoch)
    assert await socket.numbers(upto=3) == [2, 3]
    await happen(stream, "four")
    assert await socket.numbers(upto=4) == [4]


async def test_those_who_join_while_others_write_miss_nothing(connect):
    stream = await new_room()

    def write():
        for number in range(60):
            publish_one(stream, f"it {number}")
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    sockets = []
    for _ in range(8):
        socket = await connect()
        await socket.subscribe(stream)
        sockets.append(socket)
        await asyncio.sleep(0)
    for socket in sockets:
        numbers = await socket.numbers(upto=60, within=20)
        assert sorted(set(numbers)) == list(range(1, 61))
    await sync_to_async(writer.join)()


@pytest.mark.parametrize(("missed", "answer"), [(500, "events"), (501, "gap")])
async def test_who_missed_more_than_five_hundred_fetches_anew(connect, missed, answer):
    stream = await new_room()
    await happen_at_once(stream, *["x"] * missed)
    socket = await connect()
    await socket.subscribe(stream, epoch=stream.epoch)
    frame = await socket.hear("events", "gap")
    assert frame["op"] == answer
    if answer == "gap":
        assert (frame["stream"], frame["epoch"], frame["head"]) == (stream.name, stream.epoch, 501)
    else:
        numbers = [event["seq"] for event in frame["events"]]
        assert numbers + await socket.numbers(upto=500) == list(range(1, 501))


async def test_another_epoch_is_another_history(connect):
    stream = await new_room()
    await happen(stream, "one", "two")
    socket = await connect()
    await socket.subscribe(stream, after=1, epoch="before")
    assert (await socket.hear("events", "gap"))["op"] == "gap"


async def test_who_knows_more_than_was_written_fetches_anew(connect):
    stream = await new_room()
    await happen(stream, "one")
    socket = await connect()
    await socket.subscribe(stream, after=7, epoch=stream.epoch)
    assert (await socket.hear("events", "gap"))["op"] == "gap"


@pytest.mark.parametrize("restored", [{"epoch": "restored", "last_seq": 1}, {"last_seq": 1}])
async def test_a_restored_backup_is_noticed_by_those_who_listen(connect, restored):
    stream = await new_room()
    await happen(stream, "one", "two")
    socket = await connect()
    await socket.subscribe(stream)
    await socket.numbers(upto=2)
    await change(stream, **restored)
    gap = await socket.hear("gap")
    assert (gap["epoch"], gap["head"]) == (restored.get("epoch", stream.epoch), 1)


async def test_an_event_is_fetched_once_and_rendered_once_for_all(house, connect):
    stream = await new_room()
    sockets = [await connect() for _ in range(12)]
    for socket in sockets:
        await socket.subscribe(stream)
        await socket.hear("events")
    house.tally.clear()
    await happen(stream, "hello")
    for socket in sockets:
        assert await socket.numbers(upto=1) == [1]
    assert rendered == {(stream.pk, 1, "en"): 1}
    assert [house.tally[what] for what in ("fetches", "events", "frames")] == [1, 1, 1]


async def test_an_event_is_rendered_once_in_each_language(connect):
    stream = await new_room()
    for language in ("en", "fr", "fr"):
        socket = await connect(query=f"lang={language}")
        await socket.subscribe(stream)
        await socket.hear("events")
    await happen(stream, "bonjour")
    await socket.hear("events")
    assert rendered == {(stream.pk, 1, "en"): 1, (stream.pk, 1, "fr"): 1}


async def test_a_busy_room_gets_arrays(house, connect):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    await happen_at_once(stream, *["x"] * 40)
    assert await socket.numbers(upto=40) == list(range(1, 41))
    assert house.tally["frames"] < 10


async def test_an_event_that_cannot_be_drawn_holds_up_nobody(connect, caplog):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    await happen(stream, "undrawable", "good")
    events = []
    while len(events) < 2:
        events += (await socket.hear("events"))["events"]
    assert [(event["seq"], event.get("anew", False), len(event["pieces"])) for event in events] == [
        (1, True, 0),
        (2, False, 1),
    ]
    assert "cannot be shown" in caplog.text
    caplog.clear()


class TestHints:
    async def test_what_another_process_writes_comes_through_redis(self, house, connect):
        stream = await new_room()
        socket = await connect()
        await socket.subscribe(stream)
        await socket.hear("events")
        hints.stop_listening(house.overhear)
        await happen(stream, "from elsewhere")
        assert await socket.numbers(upto=1, within=5) == [1]
        hints.listen_here(house.overhear)

    @pytest.fixture
    def pace(self):
        return RARELY


class TestWithoutRedis:
    async def test_what_another_process_writes_is_found_by_asking(self, no_redis, house, connect):
        stream = await new_room()
        socket = await connect()
        await socket.subscribe(stream)
        await socket.hear("events")
        hints.stop_listening(house.overhear)
        await happen(stream, "unannounced")
        assert await socket.numbers(upto=1) == [1]
        hints.listen_here(house.overhear)


class TestWithoutRedisOrAsking:
    """The negative control of the two above: with neither, nothing comes."""

    @pytest.fixture
    def pace(self):
        return RARELY

    async def test_nothing_comes(self, no_redis, house, connect):
        stream = await new_room()
        socket = await connect()
        await socket.subscribe(stream)
        await socket.hear("events")
        hints.stop_listening(house.overhear)
        await happen(stream, "unannounced")
        with pytest.raises(TimeoutError):
            await socket.hear("events", within=1)
        hints.listen_here(house.overhear)


class TestRedisThatDiesAndReturns:
    @pytest.fixture
    def pace(self):
        return RARELY

    @pytest.fixture
    def mortal(self, settings):
        """A Redis of this test's own, to be killed."""
        room = private_redis.make_room()
        server = private_redis.find_server(os.environ["PATH"])

        def start():
            process = private_redis.children.start(private_redis.command(server, room), environ=os.environ, quiet=True)
            private_redis.wait_for(process, room)
            return process

        mortal = {"start": start, "process": start()}
        settings.REDIS_URL = private_redis.url(room)
        yield mortal
        private_redis.children.stop(mortal["process"], patience=5)
        private_redis.shutil.rmtree(room, ignore_errors=True)

    async def test_its_return_is_noticed_and_what_was_missed_is_read(self, mortal, house, connect):
        stream = await new_room()
        socket = await connect()
        await socket.subscribe(stream)
        await socket.hear("events")
        hints.stop_listening(house.overhear)
        await sync_to_async(private_redis.children.sweep)(mortal["process"])
        await happen(stream, "in the dark")
        mortal["process"] = await sync_to_async(mortal["start"])()
        assert await socket.numbers(upto=1, within=10) == [1]
        await happen(stream, "in the light")
        assert await socket.numbers(upto=2) == [2]
        hints.listen_here(house.overhear)


class TestWhereSomethingBreaks:
    """No round comes to help, and no echo of a hint from Redis: what the postmen do not hand out is not handed out."""

    @pytest.fixture
    def pace(self):
        return RARELY

    async def test_a_room_that_cannot_be_handed_out_holds_up_no_other_and_is_tried_again(
        self, no_redis, connect, monkeypatch, caplog
    ):
        broken, sound = await new_room(), await new_room()
        socket = await connect()
        for stream in (broken, sound):
            await socket.subscribe(stream)
            await socket.hear("events")
        plain = channel.Channel.hand_out

        def breaks(room, events):
            if room.stream == broken.pk:
                raise RuntimeError("cannot be handed out")
            return plain(room, events)

        def failures():
            return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]

        monkeypatch.setattr(channel.Channel, "hand_out", breaks)
        await happen_in(broken, sound)
        assert (await socket.hear("events"))["stream"] == sound.name
        await it_is_so(failures)
        monkeypatch.undo()
        assert failures() == [f"{broken.name} was not handed out"]
        caplog.clear()
        await happen_in(sound, broken)
        frames = [await socket.hear("events") for _ in range(2)]
        told = {frame["stream"]: [event["seq"] for event in frame["events"]] for frame in frames}
        assert told == {broken.name: [1, 2], sound.name: [2]}

    async def test_a_line_that_breaks_in_an_odd_way_is_left_and_holds_up_nobody(self, connect, house, monkeypatch):
        stream = await new_room()
        odd, well = await connect(), await connect()
        for socket in (odd, well):
            await socket.subscribe(stream)
            await socket.hear("events")
        (line,) = [one for one in house.subscriptions.by_connection if one._send.__self__ is odd]

        async def breaks(message):
            raise RuntimeError("closing, and has not said so")

        line._send = breaks
        await happen(stream, "x")
        assert await well.numbers(upto=1) == [1]
        assert line.closed
