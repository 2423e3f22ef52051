"""A client of the socket inside the test's own process: what it reads and when is in the test's hands."""

import asyncio
import json

from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import Client

from config.asgi import application


class Ended(Exception):
    """The server closed the socket; `code` says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Speaking:
    """What a client of the socket says and hears, however its words travel: `say_text`, `_next_text`."""

    def __init__(self):
        self.received, self.unheard = [], []

    async def say(self, do, **fields):
        await self.say_text(json.dumps({"v": 1, "do": do, **fields}))

    async def hear(self, *ops, within=5.0):
        """The next frame, or the next of this kind; others are kept for later. Raises Ended, TimeoutError."""
        for said in self.unheard:
            if not ops or said["op"] in ops:
                self.unheard.remove(said)
                return said
        async with asyncio.timeout(within):
            while True:
                said = await self._receive()
                if not ops or said["op"] in ops:
                    return said
                self.unheard.append(said)

    async def _receive(self):
        said = json.loads(await self._next_text())
        self.received.append(said)
        return said

    async def ends(self, *, within=5.0):
        """The code with which the server closes."""
        try:
            async with asyncio.timeout(within):
                while True:
                    await self._receive()
        except Ended as end:
            return end.code

    async def subscribe(self, stream, *, after=0, epoch=""):
        await self.say("subscribe", stream=stream.name, epoch=epoch, after=after)

    async def numbers(self, upto, *, within=5.0):
        """Numbers of the events heard, until `upto` has come."""
        numbers = []
        while not numbers or numbers[-1] < upto:
            numbers += [event["seq"] for event in (await self.hear("events", within=within))["events"]]
        return numbers


class Socket(Speaking):
    """`reading = False` makes the server's `send` wait, as it does when a client's buffers are full."""

    def __init__(self, *, cookie="", origin="http://kontor.example", path="/live/", query=""):
        super().__init__()
        headers = [(b"host", b"kontor.example"), (b"origin", origin.encode())]
        if cookie:
            headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()))
        self.cookie = cookie
        self.scope = {"type": "websocket", "path": path, "query_string": query.encode(), "headers": headers}
        self.to_server = asyncio.Queue()
        self.from_server = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()
        self.task = None

    async def open(self):
        await self.to_server.put({"type": "websocket.connect"})
        self.task = asyncio.create_task(application(self.scope, self.to_server.get, self._send))
        assert (await self.from_server.get())["type"] == "websocket.accept"
        return self

    async def _send(self, message):
        await self.reads.wait()
        if message["type"] == "websocket.close":
            await self.to_server.put({"type": "websocket.disconnect", "code": message["code"]})
        await self.from_server.put(message)

    async def say_text(self, text):
        await self.to_server.put({"type": "websocket.receive", "text": text})

    async def _next_text(self):
        message = await self.from_server.get()
        if message["type"] == "websocket.close":
            raise Ended(message["code"])
        return message["text"]

    async def leave(self):
        await self.to_server.put({"type": "websocket.disconnect", "code": 1001})
        await self.task


@sync_to_async
def session_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
