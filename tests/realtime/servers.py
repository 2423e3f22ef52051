"""The same socket wherever it is served: under daphne, under our own server, and by Channels' communicator."""

import contextlib

from channels.testing import WebsocketCommunicator
from django.conf import settings
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from config.asgi import application
from realtime.delivery import hub
from tests.browser.site import Site
from tests.realtime.conftest import QUICK
from tests.realtime.sockets import Ended, Speaking, session_of

ELSEWHERE = "http://evil.example"


class Communicated(Speaking):
    def __init__(self, talk):
        super().__init__()
        self.talk = talk

    async def say_text(self, text):
        await self.talk.send_input({"type": "websocket.receive", "text": text})

    async def say_bytes(self, data):
        await self.talk.send_input({"type": "websocket.receive", "bytes": data})

    async def _next_text(self):
        message = await self.talk.output_queue.get()
        if message["type"] == "websocket.close":
            raise Ended(message["code"])
        return message["text"]


class OverTheWire(Speaking):
    def __init__(self, line):
        super().__init__()
        self.line = line

    async def say_text(self, text):
        await self.line.send(text)

    async def say_bytes(self, data):
        await self.line.send(data)

    async def _next_text(self):
        try:
            return await self.line.recv()
        except ConnectionClosed:
            raise Ended(self.line.close_code) from None


class Communicator:
    """In this process. The hub is that of the test's loop."""

    def start(self):
        pass

    def begin(self):
        hub.start_here(QUICK)

    async def end(self):
        await hub.stop_here()

    @contextlib.asynccontextmanager
    async def opened(self, cookie, origin="http://kontor.example", path="/live/"):
        headers = [(b"host", b"kontor.example"), (b"origin", origin.encode())]
        if cookie:
            headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()))
        talk = WebsocketCommunicator(application, path, headers=headers)
        accepted, _protocol = await talk.connect(timeout=5)
        assert accepted
        yield Communicated(talk)
        await talk.disconnect()

    def stop(self):
        pass


class Served(Site):
    """A web server of its own process, on the tests' database."""

    def start(self):
        self.start_web()

    def begin(self):
        pass

    async def end(self):
        pass

    @contextlib.asynccontextmanager
    async def opened(self, cookie, origin="", path="/live/"):
        where = self.address.replace("http", "ws", 1) + path
        headers = {"cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"} if cookie else {}
        async with connect(where, origin=origin or self.address, additional_headers=headers) as line:
            yield OverTheWire(line)

    def stop(self):
        self.close()


class ByDaphne(Served):
    def command_of(self, child):
        return [child.command[0], "-m", "daphne", "--fd", str(self.line.fileno()), "config.asgi:application"]


SERVERS = {"channels.testing": Communicator, "our server": Served, "daphne": ByDaphne}


async def cookie_of(member):
    return await session_of(member) if member else ""
