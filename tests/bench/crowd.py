"""Many sockets in one process, as cheap as Python allows: frames are counted, hardly read, so that the server and not
this crowd is what is measured. `busy` tells how much of a core the crowd itself used.
"""

import asyncio
import base64
import json
import os
import re
import time
from urllib.parse import urlsplit

SEQ = re.compile(rb'"seq":')
ACK_EVERY = 16


class Listener(asyncio.Protocol):
    """One socket. `welcome` is sent once the server speaks websocket; `events` counts what came."""

    def __init__(self, crowd):
        self.crowd = crowd
        self.data = bytearray()
        self.events = self.frames = 0
        self.is_open = False

    def connection_made(self, transport):
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(self.crowd.request.format(key=key).encode())

    def data_received(self, data):
        self.data += data
        if not self.is_open:
            head, found, rest = bytes(self.data).partition(b"\r\n\r\n")
            if not found:
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self.is_open = True
            self.data = bytearray(rest)
            for words in self.crowd.welcome:
                self.say(words)
            self.crowd.opened()
        while self._frame():
            pass

    def _frame(self):
        data = self.data
        if len(data) < 2:
            return False
        size, at = data[1] & 0x7F, 2
        if size == 126:
            size, at = int.from_bytes(data[2:4]), 4
        elif size == 127:
            size, at = int.from_bytes(data[2:10]), 10
        if len(data) < at + size:
            return False
        opcode, body = data[0] & 0x0F, bytes(data[at : at + size])
        del data[: at + size]
        if opcode == 9:
            self._send(0x8A, body)
        elif opcode == 1:
            self._heard(body)
        return True

    def _heard(self, body):
        count = len(SEQ.findall(body))
        if not count:
            return
        self.events += count
        self.frames += 1
        self.crowd.bytes += len(body)
        if self.frames % ACK_EVERY == 0 and self.crowd.acks:
            self.say(json.dumps({"v": 1, "do": "ack", "n": self.frames}))
        self.crowd.heard(self, count)

    def say(self, words):
        self._send(0x81, words.encode())

    def _send(self, first, body):
        size = len(body)
        head = bytes([first, 0x80 | size]) if size < 126 else bytes([first, 0x80 | 126]) + size.to_bytes(2)
        self.transport.write(head + b"\0\0\0\0" + body)


class Crowd:
    """`acks` for Kontor, which counts credits; `welcome` is what each says first."""

    def __init__(self, address, path, *, welcome=(), cookie="", acks=False):
        self.place = urlsplit(address)
        self.welcome, self.acks = welcome, acks
        origin = f"{self.place.scheme}://{self.place.netloc}"
        lines = [f"GET {path} HTTP/1.1", f"Host: {self.place.netloc}", "Upgrade: websocket", "Connection: Upgrade"]
        lines += ["Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", f"Origin: {origin}"]
        lines += [f"Cookie: {cookie}"] if cookie else []
        self.request = "\r\n".join([*lines, "", ""])
        self.listeners = []
        self.bytes = self.open = self.wanted = self.left = 0
        self.changed = asyncio.Event()

    async def gather(self, size, at_once=100):
        """Connect all; returns seconds."""
        began = time.perf_counter()
        loop = asyncio.get_running_loop()
        for first in range(0, size, at_once):
            some = range(first, min(size, first + at_once))
            made = [loop.create_connection(lambda: Listener(self), self.place.hostname, self.place.port) for _ in some]
            self.listeners += [listener for _transport, listener in await asyncio.gather(*made)]
        await self.until(lambda: self.open == size)
        return time.perf_counter() - began

    def opened(self):
        self.open += 1
        self.changed.set()

    def heard(self, listener, count):
        if self.wanted and listener.events >= self.wanted > listener.events - count:
            self.left -= 1
            if not self.left:
                self.changed.set()

    def expect(self, events):
        """From now on each listener waits for so many more."""
        for listener in self.listeners:
            listener.events = 0
        self.wanted, self.left, self.bytes = events, len(self.listeners), 0

    async def until(self, condition, patience=300):
        async with asyncio.timeout(patience):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def leave(self):
        for listener in self.listeners:
            listener.transport.abort()
        await asyncio.sleep(0)
