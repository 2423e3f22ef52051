"""The lean websocket: it answers as uvicorn's does, keeps little, and reads no more than we keep up with."""

import asyncio
import base64
import logging
from contextlib import contextmanager

import pytest
import uvicorn
from hypothesis import example, given
from hypothesis import strategies as st
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.server import ServerState

from config.serve.sockets import ENOUGH, Gate, Mailbox, Sockets


class Wire:
    """What a transport would do, written down."""

    def __init__(self):
        self.sent, self.reads, self.closed, self.aborted = b"", True, False, False

    def get_extra_info(self, name, default=None):
        return default

    def write(self, data):
        self.sent += data

    def pause_reading(self):
        self.reads = False

    def resume_reading(self):
        self.reads = True

    def is_closing(self):
        return self.closed

    def close(self):
        self.closed = True

    def abort(self):
        self.aborted = True


def message(text):
    return bytes((0x81, 0x80 | len(text))) + b"\0\0\0\0" + text.encode()


HELLO = (
    b"GET /live/ HTTP/1.1\r\nHost: kontor.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + base64.b64encode(b"0" * 16) + b"\r\n\r\n"
)


class Opened:
    """A socket whose application takes messages only when it is told to."""

    def __init__(self):
        self.heard, self.may_read, self.scope = [], asyncio.Event(), None
        config = uvicorn.Config(
            self.application, interface="asgi3", ws=Sockets, ws_per_message_deflate=False, log_config=None
        )
        config.load()
        self.wire, self.socket = Wire(), Sockets(config, ServerState(), {}, asyncio.get_running_loop())
        self.socket.connection_made(self.wire)

    async def application(self, scope, receive, send):
        self.scope = scope
        await receive()
        await send({"type": "websocket.accept"})
        while True:
            await self.may_read.wait()
            self.heard.append(await receive())
            if self.heard[-1]["type"] == "websocket.disconnect":
                return

    async def settled(self, condition):
        async with asyncio.timeout(5):
            while not condition():
                await asyncio.sleep(0)

    async def shake_hands(self):
        self.socket.data_received(HELLO)
        await self.settled(lambda: self.wire.sent)
        assert self.wire.sent.startswith(b"HTTP/1.1 101")


@pytest.fixture
async def opened():
    one = Opened()
    yield one
    one.may_read.set()
    one.socket.connection_lost(None)
    await one.settled(lambda: not one.socket.tasks)


async def test_a_frame_is_written_as_it_is_once_the_socket_stands(opened):
    assert opened.socket.write_frame(b"too early") is False
    await opened.shake_hands()
    assert opened.scope["extensions"]["kontor.frames"]["write"](b"frame") is True
    assert opened.wire.sent.endswith(b"frame")
    opened.socket.pause_writing()
    assert opened.socket.write_frame(b"too much") is False
    opened.socket.resume_writing()
    assert opened.socket.write_frame(b"more") is True
    assert opened.wire.sent.endswith(b"framemore")


async def test_who_says_more_than_is_taken_is_read_no_further_until_it_is(opened):
    await opened.shake_hands()
    for number in range(ENOUGH - 1):
        opened.socket.data_received(message(f"{number}"))
    assert opened.wire.reads
    opened.socket.data_received(message("last"))
    assert not opened.wire.reads
    opened.may_read.set()
    await opened.settled(lambda: opened.wire.reads)
    assert [one["text"] for one in opened.heard] == [*map(str, range(ENOUGH - 1)), "last"]


async def test_nothing_is_kept_of_the_handshake(opened):
    opened.socket.data_received(HELLO)
    headers = opened.socket.request.headers
    assert headers["Host"] == "kontor.example"
    await opened.settled(lambda: opened.wire.sent)
    assert not headers
    assert not hasattr(opened.socket, "request")


async def test_what_is_no_handshake_is_refused_as_before(opened):
    opened.socket.data_received(HELLO.replace(b"Version: 13", b"Version: 7"))
    await opened.settled(lambda: opened.wire.closed)
    assert opened.wire.sent.startswith(b"HTTP/1.1 400")
    assert b"invalid Sec-WebSocket-Version" in opened.wire.sent


async def test_a_ping_that_nobody_answers_ends_the_line_whatever_waits_to_be_written(opened):
    await opened.shake_hands()
    opened.socket.send_keepalive_ping()
    opened.socket.keepalive_timeout()
    assert opened.wire.closed
    assert opened.wire.aborted
    assert opened.socket.write_frame(b"too late") is False
    with pytest.raises(ClientDisconnected):
        await opened.socket.send({"type": "websocket.send", "text": "too late"})


async def test_who_never_takes_the_last_word_does_not_keep_the_socket(opened):
    await opened.shake_hands()
    opened.socket.close_timeout = 0.01
    await opened.socket.send({"type": "websocket.close", "code": 4408})
    assert not opened.wire.aborted
    opened.may_read.set()
    await opened.settled(lambda: opened.wire.aborted)


def frame(opcode, body, *, fin=True, reserved=0, masked=True):
    size, mark = len(body), 0x80 if masked else 0
    long = [mark | size] if size < 126 else [mark | 126, size >> 8, size & 255]
    return bytes([opcode | reserved | (0x80 if fin else 0), *long]) + (b"\0\0\0\0" if masked else b"") + body


FRAMES = st.builds(
    frame,
    st.integers(0, 15),
    st.binary(max_size=140) | st.just(b"\x03\xe8\xff"),
    fin=st.booleans(),
    reserved=st.sampled_from([0, 0, 0x40, 0x70]),
    masked=st.sampled_from([True, True, True, False]),
)


@given(stands=st.booleans(), said=st.lists(FRAMES | st.binary(max_size=20), min_size=1, max_size=4))
@example(stands=True, said=[frame(1, b"\xff")])
@example(stands=True, said=[frame(1, b"\xe2", fin=False), frame(0, b"\x82", fin=True)])
@example(stands=False, said=[frame(1, b"\xff")])
@example(stands=False, said=[frame(3, b"")])
def test_whatever_is_said_ends_the_line_at_worst_and_is_nobodys_error(stands, said):
    """Also behind a handshake that was not answered yet."""
    with catch_errors() as errors:
        asyncio.run(talk(stands, said))
    assert errors == []


async def talk(stands, said):
    opened = Opened()
    opened.may_read.set()
    if stands:
        await opened.shake_hands()
    else:
        opened.socket.data_received(HELLO + said.pop(0))
    for words in said:
        opened.socket.data_received(words)
        await asyncio.sleep(0)
    opened.socket.connection_lost(None)
    await opened.settled(lambda: not opened.socket.tasks)


@contextmanager
def catch_errors():
    """What is logged meanwhile with a traceback, or as an error."""
    records, found = logging.Handler(), []
    records.emit = lambda record: found.append(record) if record.exc_info or record.levelno >= logging.ERROR else None
    logging.getLogger().addHandler(records)
    try:
        yield found
    finally:
        logging.getLogger().removeHandler(records)


async def test_text_that_is_none_closes_the_line_and_says_so_to_the_other_side(opened):
    await opened.shake_hands()
    opened.socket.data_received(frame(1, b"\xff\xfe"))
    assert opened.wire.closed
    assert opened.wire.sent.endswith(bytes([0x88, 2]) + (1007).to_bytes(2, "big"))
    opened.may_read.set()
    await opened.settled(lambda: opened.heard)
    assert opened.heard[-1]["code"] == 1007


class TestMailbox:
    async def test_messages_come_in_their_order_to_who_waits_and_who_comes_late(self):
        box, heard = Mailbox(), []

        async def read():
            for _ in range(3):
                heard.append(await box.get())

        box.put_nowait("before")
        reader = asyncio.create_task(read())
        await asyncio.sleep(0)
        box.put_nowait("while")
        box.put_nowait("it waits")
        await reader
        assert heard == ["before", "while", "it waits"]
        assert box.empty()

    async def test_a_reader_that_gives_up_loses_nothing(self):
        box = Mailbox()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await box.get()
        box.put_nowait("kept")
        assert await box.get() == "kept"


class TestGate:
    async def test_all_who_wait_go_through_when_it_opens(self):
        gate = Gate()
        assert await gate.wait()
        gate.clear()
        waiting = [asyncio.create_task(gate.wait()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        assert not gate.is_set()
        gate.set()
        assert await asyncio.gather(*waiting[1:]) == [True, True]
        assert waiting[0].cancelled()
