"""Many sockets in one thread, as cheap as Python allows: what comes is counted and not parsed, so that the server and
not this crowd is what is measured. `busy` tells how much of a core the crowd itself used.
"""

import base64
import contextlib
import json
import os
import re
import select
import socket
import time
from urllib.parse import urlsplit

SEQ = b'"seq":'
FRAME = b'"op":"events"'
# A server's ping of four bytes, or of daphne's twelve: no text holds these two.
PING = re.compile(rb"\x89(?=\x04(.{4})|\x0c(.{12}))", re.DOTALL)
TAIL = 13  # bytes: one less than the longest of these
ACK_EVERY, ACK_BYTES = 16, 64 * 1024
CHUNK = 1 << 18


class Listener:
    """One socket. `events` counts what came since `Crowd.expect`, `frames` the arrays of events since it opened."""

    __slots__ = (
        "came",
        "events",
        "frames",
        "head",
        "is_open",
        "number",
        "path",
        "socket",
        "tail",
        "tail_of_json",
        "waiting",
    )

    def __init__(self, line, number, path):
        self.socket, self.number, self.path = line, number, path
        self.head, self.tail, self.tail_of_json = bytearray(), b"", b""
        self.events = self.frames = self.waiting = 0
        self.is_open = False
        self.came = []

    def say(self, words, first=0x81):
        body = words.encode() if isinstance(words, str) else words
        size = len(body)
        head = bytes([first, 0x80 | size]) if size < 126 else bytes([first, 0x80 | 126]) + size.to_bytes(2)
        self.socket.send(head + b"\0\0\0\0" + body)


class Crowd:
    """`welcome(number)` is what each says first; it is open once `opened_by` was heard. `acks` for Kontor's credits.

    With `narrow` the sockets' own buffers are so small that what is not read soon waits at the server.
    """

    def __init__(self, address, path_of, *, welcome=None, opened_by=b"", cookie_of=None, acks=False, narrow=False):
        self.place = urlsplit(address)
        self.path_of, self.welcome, self.opened_by = path_of, welcome, opened_by
        self.cookie_of, self.acks, self.narrow = cookie_of, acks, narrow
        self.listeners, self.by_number = [], {}
        self.poll = select.epoll()
        self.bytes = self.open = self.wanted = self.left = 0
        self.clocked = False
        self.rooms = 1
        self.cut = 0
        self.last_at = 0.0
        self.first = bytearray()
        self.opening = b""

    def gather(self, size, at_once=128):
        """Connect so many more, this many at a time; returns seconds until all are open."""
        began = time.perf_counter()
        end = len(self.listeners) + size
        while len(self.listeners) < end:
            for _ in range(min(at_once - (len(self.listeners) - self.open), end - len(self.listeners))):
                self._connect()
            before = self.open
            self.until(lambda before=before: self.open > before)
        self.until(lambda: self.open == end)
        return time.perf_counter() - began

    def _connect(self):
        self.listeners.append(self.line_for(len(self.listeners)))

    def line_for(self, number):
        """A new line for this member of the crowd."""
        line = socket.socket()
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.narrow:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
        line.connect((self.place.hostname, self.place.port))
        line.setblocking(False)
        listener = Listener(line, number, self.path_of(number))
        line.send(self._request(listener))
        self.by_number[line.fileno()] = listener
        self.poll.register(line, select.EPOLLIN)
        return listener

    def _request(self, listener):
        origin = f"{self.place.scheme}://{self.place.netloc}"
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {listener.path} HTTP/1.1", f"Host: {self.place.netloc}", "Upgrade: websocket"]
        lines += ["Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", f"Origin: {origin}"]
        lines += [f"Cookie: {self.cookie_of(listener.number)}"] if self.cookie_of else []
        return "\r\n".join([*lines, "", ""]).encode()

    def expect(self, events, *, clocked=False):
        """From now on each listener waits for so many; `clocked` keeps when each came."""
        for listener in self.listeners:
            listener.events, listener.came = 0, []
        self.wanted, self.left, self.bytes = events, len(self.listeners), 0
        self.clocked, self.first = clocked, bytearray()

    def until(self, condition, patience=300):
        """Serve the sockets until it holds. Raises TimeoutError."""
        end = time.monotonic() + patience
        while not condition():
            self.serve(0.2)
            if time.monotonic() > end:
                raise TimeoutError(f"{self.left} of {len(self.listeners)} listeners still lack something")

    def finish(self, calm=20):
        """Serve the sockets until each has what it waits for. Of a baseline's members some may wait for ever: given up
        when nothing has come for so many seconds, and counted in `left`.
        """
        seen, since = self.bytes, time.monotonic()
        while self.left and (self.acks or time.monotonic() - since < calm):
            self.serve(0.2)
            if self.bytes != seen:
                seen, since = self.bytes, time.monotonic()
            if time.monotonic() - since > 300:
                raise TimeoutError(f"{self.left} of {len(self.listeners)} listeners still lack something")

    def serve(self, seconds):
        for number, _event in self.poll.poll(seconds, 512):
            listener = self.by_number.get(number)
            if listener is not None:
                self._read(listener)

    def _read(self, listener):
        try:
            data = listener.socket.recv(CHUNK)
        except BlockingIOError:
            return
        except ConnectionResetError:
            data = b""
        if not data and listener.is_open and not self.acks:
            self._lose(listener)
            return
        if not data:
            heard = listener.tail or bytes(listener.head[-200:])
            raise ConnectionError(f"the server closed socket {listener.number} after {heard!r}")
        if not listener.is_open:
            self._opening(listener, data)
        else:
            self._count(listener, data)

    def _lose(self, listener):
        """A baseline has cut a member off: told in the table, and not waited for."""
        self.poll.unregister(listener.socket)
        del self.by_number[listener.socket.fileno()]
        self.cut += 1
        self.left -= listener.events < self.wanted

    def _opening(self, listener, data):
        self._answer_ping(listener, data)
        had_head = b"\r\n\r\n" in listener.head
        listener.head += data
        head, found, rest = bytes(listener.head).partition(b"\r\n\r\n")
        if not found:
            return
        assert head.startswith(b"HTTP/1.1 101"), head
        if not had_head and self.welcome:
            for words in self.welcome(listener.number):
                listener.say(words)
        if self.opened_by in rest:
            listener.is_open = True
            listener.frames = rest.count(FRAME)
            self.opening = rest
            listener.head = bytearray()
            self.open += 1

    def _count(self, listener, data):
        tail = listener.tail
        seen = tail + data
        listener.tail = seen[-TAIL:]
        count = seen.count(SEQ) - tail.count(SEQ)
        self.bytes += len(data)
        self._answer_ping(listener, seen)
        if self.acks:
            before = listener.frames
            listener.frames += seen.count(FRAME) - tail.count(FRAME)
            listener.waiting += len(data)
            if listener.waiting >= ACK_BYTES or listener.frames // ACK_EVERY > before // ACK_EVERY:
                listener.waiting = 0
                listener.say(json.dumps({"v": 1, "do": "ack", "n": listener.frames}))
        if not count:
            return
        if self.clocked:
            listener.came += [time.monotonic()] * count
            if listener.number == 0:
                self.first += data
        listener.events += count
        if listener.events >= self.wanted > listener.events - count:
            self.left -= 1
            self.last_at = time.monotonic()

    def _answer_ping(self, listener, seen):
        """Whatever looks like a ping is answered, for a ping's four bytes may look like one themselves, and a pong that
        nobody waits for does no harm.
        """
        for ping in PING.finditer(seen):
            listener.say(ping[1] or ping[2], first=0x8A)

    def leave(self):
        for listener in self.listeners:
            with contextlib.suppress(OSError, ValueError):
                self.poll.unregister(listener.socket)
            listener.socket.close()
        self.poll.close()
