"""What somebody in a room sees of the others, and lines into it that die or are not read."""

import asyncio
import contextlib
import json
import time

from asgiref.sync import sync_to_async
from django.conf import settings
from websockets.asyncio.client import connect

from tests.bench.crowd import Crowd


async def session_of(site, member):
    return (await sync_to_async(site.cookie_of)(member))["value"]


@contextlib.asynccontextmanager
async def standing(*sites):
    """All of them started at once."""
    try:
        await asyncio.gather(*(asyncio.to_thread(site.start_web) for site in sites))
        yield
    finally:
        await asyncio.gather(*(asyncio.to_thread(site.close) for site in sites))


def subscribe(stream, after=0):
    return json.dumps({"v": 1, "do": "subscribe", "stream": stream, "epoch": "", "after": after})


def cookie_of(session):
    return f"{settings.SESSION_COOKIE_NAME}={session}"


def unread(address, session, stream, size=1, after=0):
    """So many sockets that follow the stream and then read nothing more, answer no ping and never close."""
    crowd = Crowd(
        address,
        lambda number: "/live/",
        welcome=lambda number: [subscribe(stream, after)],
        opened_by=b'"op":"events"',
        cookie_of=lambda number: cookie_of(session),
        narrow=True,
    )
    crowd.gather(size)
    return crowd


class Onlooker:
    """Who is in the room by name, and at which moment each was last seen to leave."""

    def __init__(self, socket):
        self.names, self.left, self.events, self._frames = set(), {}, 0, 0
        self._socket, self._news = socket, asyncio.Event()
        self._task = asyncio.create_task(self._look())

    async def _look(self):
        async for text in self._socket:
            said = json.loads(text)
            if said["op"] == "presence":
                names = {one["name"] for one in said["people"]}
                self.left |= dict.fromkeys(self.names - names, time.monotonic())
                self.names = names
            elif said["op"] == "events":
                self._frames += 1
                self.events += len(said["events"])
                await self._socket.send(json.dumps({"v": 1, "do": "ack", "n": self._frames}))
            self._news.set()

    async def until(self, condition, within):
        """Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not condition():
                assert not self._task.done(), "the socket was closed"
                self._news.clear()
                await self._news.wait()

    async def leave(self):
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


@contextlib.asynccontextmanager
async def seated(site, session, stream):
    """A socket in the room."""
    address = site.address.replace("http", "ws", 1) + "/live/"
    headers = {"Cookie": cookie_of(session)}
    async with connect(address, additional_headers=headers, origin=site.address) as socket:
        await socket.send(subscribe(stream.name))
        yield socket


@contextlib.asynccontextmanager
async def looking_on(site, session, stream):
    async with seated(site, session, stream) as socket:
        onlooker = Onlooker(socket)
        try:
            yield onlooker
        finally:
            await onlooker.leave()
