"""A slow reader cannot hurt others (guarantee G10)."""

import contextlib
import json
import os
import re
import statistics
import sys
import time

import pytest

from realtime.connections.connection import Connection
from realtime.connections.protocol import CREDIT_BYTES, CREDIT_FRAMES, TOO_SLOW
from realtime.delivery import hub
from tests.bench import servers
from tests.bench.crowd import Crowd
from tests.bench.latency import spread
from tests.browser.site import Site, address_of_database
from tests.guarantees.laboratory.rooms import subscribe
from tests.realtime.kinds_for_tests import happen, happen_at_once, new_room
from tests.realtime.readers import at_the_end_of_its_credits
from tests.sizes import FULL

LONG = "x" * 20_000
SOCKETS = 500 if FULL else 60
DEAF = SOCKETS // 10
ROUNDS = 3 if FULL else 1
POSTS = 400 if FULL else 80
EVERY = 0.1 if FULL else 0.03
SIZE = 4000
WARMING = 10
IN_TIME = 2000  # milliseconds, as G2 promises
# Milliseconds: the clock and the scheduler of a machine that does other things too.
NOISE = 5.0
IN_ORDER = 10 if FULL else 1


@pytest.fixture
def pace():
    return hub.Pace(heads=0.2, slow=0.1, recheck=60, presence=60, patience=60)


async def received(socket):
    """The next frame of events and all that have come, until a second passes without one."""
    frames = [await socket.hear("events")]
    while True:
        try:
            frames.append(await socket.hear("events", within=1))
        except TimeoutError:
            return frames


async def test_events_stop_when_credits_are_used_up_and_go_on_when_they_are_given(connect):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    frames = [await socket.hear("events")]
    await happen_at_once(stream, *[LONG] * 40)
    frames += await received(socket)
    sent = sum(len(event["pieces"][0]["html"]) for frame in frames for event in frame["events"])
    assert 0 < sent <= CREDIT_BYTES
    numbers = [event["seq"] for frame in frames for event in frame["events"]]
    while numbers[-1] < 40:
        await socket.say("ack", n=len(frames))
        frames += await received(socket)
        numbers = [event["seq"] for frame in frames for event in frame["events"]]
    assert numbers == list(range(1, 41))


async def test_no_more_than_so_many_frames_are_on_the_way(connect):
    stream = await new_room()
    socket = await at_the_end_of_its_credits(connect, stream)
    await happen(stream, "one too many")
    with pytest.raises(TimeoutError):
        await socket.hear("events", within=0.5)
    await socket.say("ack", n=CREDIT_FRAMES)
    assert await socket.numbers(upto=CREDIT_FRAMES) == [CREDIT_FRAMES]


async def most_waiting(house, connect):
    """Bytes that wait for who reads nothing while another has all."""
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
    return max(line.waiting_bytes for line in house.subscriptions.by_connection)


async def test_who_reads_nothing_holds_up_nobody_and_costs_little(house, connect):
    assert 0 < await most_waiting(house, connect) <= CREDIT_BYTES


async def test_the_negative_control_without_credits_bytes_wait_without_end(house, connect, monkeypatch):
    monkeypatch.setattr(Connection, "has_credit", lambda self, size=0: True)
    assert await most_waiting(house, connect) > 2 * CREDIT_BYTES


class TestPatience:
    @pytest.fixture
    def pace(self):
        return hub.Pace(heads=0.2, slow=0.1, recheck=60, presence=60, patience=0.5)

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
        assert house.subscriptions.by_connection == {}

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


class Readers(Crowd):
    """Those who read. Every so many of them keep the numbers that came, in their order. Who comes has had `had`."""

    had = 1

    def __init__(self, site, cookie, stream):
        super().__init__(
            site.address,
            lambda number: servers.LIVE,
            welcome=lambda number: [subscribe(stream, after=self.had)],
            opened_by=b'"op":"events"',
            cookie_of=lambda number: cookie,
            acks=True,
        )
        self.kept = {}

    def _count(self, listener, data):
        if listener.number % IN_ORDER == 0:
            self.kept.setdefault(listener.number, bytearray()).extend(data)
        super()._count(listener, data)

    def stop_reading(self, count):
        """So many of them read nothing from now on, and are no longer counted."""
        deaf, self.listeners = self.listeners[-count:], self.listeners[:-count]
        for listener in deaf:
            self.poll.unregister(listener.socket)
            del self.by_number[listener.socket.fileno()]
        self.open -= count
        return deaf

    def numbers(self):
        """What each of those that are looked at has heard since the last time."""
        heard = [[int(one) for one in re.findall(rb'"seq":(\d+)', data)] for data in self.kept.values()]
        self.kept.clear()
        return heard


class Talk:
    """A room in which something is said at an even pace."""

    def __init__(self, writer, readers):
        self.writer, self.readers, self.said = writer, readers, 1

    def go_on(self, posts=POSTS, chatty=()):
        """Milliseconds of the slowest hundredth of all arrivals. Meanwhile the chatty ask whether we are there."""
        self.readers.expect(posts, clocked=True)
        began = time.monotonic()
        for number in range(posts):
            self.writer.stdin.write(f"tell {SIZE}\n")
            if number % 5 == 0:
                ask(chatty)
            while (rest := began + (number + 1) * EVERY - time.monotonic()) > 0:
                self.readers.serve(rest)
        self.readers.until(lambda: not self.readers.left, patience=60)
        sent = [json.loads(self.writer.stdout.readline())["committed"][0] for _ in range(posts)]
        expected = list(range(self.said + 1, self.said + posts + 1))
        self.said += posts
        self.readers.had = self.said
        heard = self.readers.numbers()
        assert len(heard) == len(self.readers.listeners) // IN_ORDER
        assert [one for one in heard if one != expected] == []
        assert {one.events for one in self.readers.listeners} == {posts}
        return spread(self.readers, sent)["p99"]


def ask(chatty):
    for listener in chatty:
        with contextlib.suppress(OSError):  # the server reads no more of it, or has closed it
            listener.say(json.dumps({"v": 1, "do": "ping"}))


@pytest.fixture
def room(transactional_db):
    """A real server, somebody who talks in a process of his own, the stream and a session."""
    site = Site()
    site.start_web()
    writer = servers.start_writer({**os.environ, "DATABASE_URL": address_of_database()}, 1, 1)
    told = json.loads(writer.stdout.readline())
    yield site, writer, told["streams"][0], told["cookies"][0]
    writer.kill()
    writer.communicate()
    site.close()


def test_a_tenth_that_stops_reading_costs_the_others_nothing_to_speak_of(room):
    """All read, then a tenth of them stops, in turn: both meet the same machine. Half of those still send."""
    site, writer, stream, cookie = room
    readers = Readers(site, cookie, stream)
    alone, beside = [], []
    try:
        readers.gather(SOCKETS - DEAF)
        talk = Talk(writer, readers)
        talk.go_on(WARMING)
        for _ in range(ROUNDS):
            readers.gather(DEAF)
            alone.append(talk.go_on())
            deaf = readers.stop_reading(DEAF)
            beside.append(talk.go_on(chatty=deaf[: DEAF // 2]))
            judge(deaf)
    finally:
        readers.leave()
    before, after = statistics.median(alone), statistics.median(beside)
    said = f"others' p99 {before:.1f} ms while all read, {after:.1f} ms while {DEAF} of {SOCKETS} do not"
    said += f"; by round {[round(one) for one in alone]} and {[round(one) for one in beside]}"
    sys.stdout.write(f"G10, {said}\n")
    assert after < IN_TIME, said
    if FULL:
        assert after <= 1.2 * before + NOISE, said


def judge(deaf):
    """More was said than a deaf reader is owed: it was sent no more than its credits, and is cut off in the end."""
    assert POSTS * SIZE > CREDIT_BYTES
    for listener in deaf:
        heard, cut = heard_by(listener)
        listener.socket.close()
        assert heard < CREDIT_BYTES + SIZE
        assert cut or not FULL


def heard_by(listener):
    """How many bytes the server sent before it stopped, read now at last; and whether the line is cut."""
    heard = 0
    listener.socket.settimeout(0.2)
    try:
        while chunk := listener.socket.recv(1 << 16):
            heard += len(chunk)
    except TimeoutError:
        return heard, False
    except OSError:
        return heard, True
    return heard, True
