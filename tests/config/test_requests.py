"""Who sends half of a request is not waited for, whatever half it is; who is slow but sends is."""

import asyncio
from contextlib import asynccontextmanager

import pytest
import uvicorn
from uvicorn.server import ServerState

from config.serve import requests
from config.serve.requests import LONGEST_HEADERS, Requests

GET = b"GET / HTTP/1.1\r\nHost: kontor.example\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: kontor.example\r\nContent-Length: 100\r\n\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nHost: kontor.example\r\nTransfer-Encoding: chunked\r\n\r\n"
SHORT = 0.4


async def application(scope, receive, send):
    """Answers how much it was sent; `/at-once` before it has read it, `/late` after a while."""
    size, more = 0, scope["path"] != "/at-once"
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    if scope["path"] == "/late":
        await asyncio.sleep(SHORT * 3)
    words = b"%d bytes" % size
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(words))]})
    await send({"type": "http.response.body", "body": words})


@pytest.fixture
async def call(monkeypatch):
    """`call()` opens a line to a server of ours that is less patient than usual."""
    monkeypatch.setattr(requests, "PATIENCE", SHORT)
    config = uvicorn.Config(application, interface="asgi3", log_config=None, timeout_keep_alive=60)
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(lambda: Requests(config, state, {}), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    @asynccontextmanager
    async def line():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            yield reader, writer
        finally:
            writer.close()

    yield line
    server.close()
    await server.wait_closed()


async def ending(reader):
    async with asyncio.timeout(10):
        return await reader.read()


async def trickle(reader, writer, *parts):
    """Send the last part byte by byte, until the line ends: how long that took, in seconds."""
    *whole, slow = parts
    clock = asyncio.get_running_loop().time
    begun = clock()
    writer.writelines(whole)
    end = asyncio.create_task(ending(reader))
    for byte in slow:
        writer.write(bytes([byte]))
        await asyncio.wait([end], timeout=SHORT / 10)
        if end.done():
            # What is sent to a line that is closed is answered by its being reset.
            assert isinstance(end.exception(), ConnectionResetError | None)
            return clock() - begun
    raise AssertionError("it was waited for")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", b""),
        (b"G", b"HTTP/1.1 408"),
        (b"\r\n", b"HTTP/1.1 408"),
        (GET[:-2], b"HTTP/1.1 408"),
        (GET[:-1], b"HTTP/1.1 408"),
        (POST, b"HTTP/1.1 408"),
        (POST + b"x" * 99, b"HTTP/1.1 408"),
        (CHUNKED, b"HTTP/1.1 408"),
        (CHUNKED + b"5\r\nhel", b"HTTP/1.1 408"),
        (CHUNKED + b"5\r\nhello\r\n", b"HTTP/1.1 408"),
        (CHUNKED + b"5\r\nhello\r\n0\r\nX-Trailer: never", b"HTTP/1.1 408"),
    ],
)
async def test_half_a_request_is_not_waited_for(call, sent, said):
    async with call() as (reader, writer):
        writer.write(sent)
        assert (await ending(reader))[:12] == said


@pytest.mark.parametrize("half", [b"G", b"\r\n", POST, POST + b"x"])
async def test_nor_is_half_of_the_next_one_on_the_same_line(call, half):
    async with call() as (reader, writer):
        writer.write(GET)
        assert (await reader.readuntil(b"0 bytes")).startswith(b"HTTP/1.1 200")
        writer.write(half)
        assert (await ending(reader)).startswith(b"HTTP/1.1 408")


async def test_headers_that_come_ever_more_slowly_have_their_ten_seconds_and_no_more(call):
    async with call() as (reader, writer):
        assert await trickle(reader, writer, GET[:-4]) > SHORT / 2


async def test_a_body_that_trickles_does_not_keep_its_line(call):
    async with call() as (reader, writer):
        assert await trickle(reader, writer, POST, b"x" * 99) > SHORT / 2


async def test_a_slow_body_that_goes_on_is_taken(call, monkeypatch):
    monkeypatch.setattr(requests, "SLOWEST", 10)
    async with call() as (reader, writer):
        writer.write(POST)
        for _ in range(20):
            writer.write(b"x" * 5)
            await asyncio.sleep(SHORT / 10)
        assert (await reader.readuntil(b"bytes")).endswith(b"100 bytes")


async def test_an_answer_that_takes_long_is_not_broken_off(call):
    async with call() as (reader, writer):
        writer.write(GET.replace(b"/ ", b"/late ") + b"\r\n")
        assert (await reader.readuntil(b"0 bytes")).startswith(b"HTTP/1.1 200")


async def test_an_idle_line_that_has_asked_is_kept(call):
    async with call() as (reader, writer):
        for _ in range(2):
            writer.write(GET)
            await reader.readuntil(b"0 bytes")
            await asyncio.sleep(SHORT * 2)
        assert not reader.at_eof()


async def test_headers_longer_than_any_browsers_are_refused(call):
    async with call() as (reader, writer):
        writer.write(GET[:-2] + b"X: " + b"x" * LONGEST_HEADERS)
        assert (await ending(reader)).startswith(b"HTTP/1.1 431")


async def test_what_comes_after_the_answer_is_thrown_away_up_to_a_bound(call, monkeypatch):
    monkeypatch.setattr(requests, "UNHEARD", 100_000)
    async with call() as (reader, writer):
        writer.write(POST.replace(b"/ ", b"/at-once ").replace(b"100", b"90000"))
        await reader.readuntil(b"0 bytes")
        writer.write(b"x" * 90_000 + GET)
        await reader.readuntil(b"0 bytes")
        writer.write(POST.replace(b"/ ", b"/at-once ").replace(b"100", b"9000000"))
        await reader.readuntil(b"0 bytes")
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            for _ in range(90):
                writer.write(b"x" * 100_000)
                await writer.drain()
            await reader.readexactly(1)
